# -*- coding: utf-8 -*-
{
    'name': 'Acme CRM',
    'version': '%VERSION%.1.0.0',
    'depends': ['base', 'contacts'],
    'data': ['security/security.xml', 'security/ir.model.access.csv', 'views/views.xml', 'views/templates.xml', 'data/acme.visit.csv'],
    'license': 'LGPL-3',
}
