{
    'name': 'Rental',
    'version': '17.0.1.0.0',
    'summary': 'What is rented, and to whom',
    'depends': ['contacts', 'stock'],
    'data': ['data/categories.xml'],
    'installable': True,
}
