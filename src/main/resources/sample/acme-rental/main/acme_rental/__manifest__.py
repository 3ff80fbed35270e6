{
    'name': 'Rental',
    'version': '16.0.1.0.0',
    'summary': 'What is rented, and to whom',
    'depends': ['contacts', 'stock'],
    'data': [],
    'installable': True,
}
