package com.juniper.upgrade.engine;

import java.util.Map;

/** What became of standard modules that a newer version no longer has under their name. */
final class StandardModules {

    /** Old name to new name; the records follow. */
    static final Map<String, String> RENAMED =
            Map.of("payment_transfer", "payment_custom", "payment_test", "payment_demo");

    /** Old name to the module that took it in. */
    static final Map<String, String> MERGED = Map.ofEntries(
            Map.entry("account_edi", "account"),
            Map.entry("account_edi_facturx", "account_edi_ubl_cii"),
            Map.entry("account_payment_invoice_online_payment_patch", "account_payment"),
            Map.entry("account_payment_term", "account"),
            Map.entry("account_sequence", "account"),
            Map.entry("fetchmail", "mail"),
            Map.entry("l10n_generic_coa", "account"),
            Map.entry("note", "project_todo"),
            Map.entry("pos_sale_product_configurator", "pos_sale"),
            Map.entry("purchase_price_diff", "purchase_stock"),
            Map.entry("sale_product_configurator", "sale"),
            Map.entry("spreadsheet_dashboard_purchase", "spreadsheet_dashboard"),
            Map.entry("spreadsheet_dashboard_purchase_stock", "spreadsheet_dashboard"),
            Map.entry("web_kanban_gauge", "web"),
            Map.entry("website_form", "website"),
            Map.entry("website_form_project", "website_project"),
            Map.entry("website_payment_paypal", "payment_paypal"),
            Map.entry("website_sale_delivery", "website_sale"),
            Map.entry("website_sale_product_configurator", "website_sale"),
            Map.entry("website_sale_stock_product_configurator", "website_sale_stock"));

    private StandardModules() {}
}
