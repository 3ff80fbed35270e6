package com.juniper.upgrade.engine;

import com.juniper.upgrade.engine.ModuleInfo.Kind;
import java.util.Map;
import java.util.Set;

/**
 * The standard modules of a release, and what became of those that a newer version no longer has under their name.
 *
 * @param carried those of which its reference database, and so its catalog, knows the structure
 * @param known all that it names, installed in its reference database or not
 */
record StandardModules(Set<String> carried, Set<String> known) {

    /** Old name to new name; the records follow. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("base_address_city", "base_address_extended"),
            Map.entry("coupon", "loyalty"),
            Map.entry("crm_iap_lead", "crm_iap_mine"),
            Map.entry("crm_iap_lead_enrich", "crm_iap_enrich"),
            Map.entry("crm_iap_lead_website", "website_crm_iap_reveal"),
            Map.entry("fetchmail_gmail", "google_gmail"),
            Map.entry("fetchmail_outlook", "microsoft_outlook"),
            Map.entry("l10n_de_purchase", "l10n_din5008_purchase"),
            Map.entry("l10n_de_repair", "l10n_din5008_repair"),
            Map.entry("l10n_de_sale", "l10n_din5008_sale"),
            Map.entry("l10n_de_stock", "l10n_din5008_stock"),
            Map.entry("l10n_eu_service", "l10n_eu_oss"),
            Map.entry("l10n_ro_efactura", "l10n_ro_edi"),
            Map.entry("mail_client_extension", "mail_plugin"),
            Map.entry("mrp_subonctracting_landed_costs", "mrp_subcontracting_landed_costs"),
            Map.entry("payment_ingenico", "payment_ogone"),
            Map.entry("payment_test", "payment_demo"),
            Map.entry("payment_transfer", "payment_custom"),
            Map.entry("pos_coupon", "pos_loyalty"),
            Map.entry("sale_coupon", "sale_loyalty"),
            Map.entry("sale_coupon_delivery", "sale_loyalty_delivery"),
            Map.entry("website_event_track_exhibitor", "website_event_exhibitor"),
            Map.entry("website_mail_channel", "website_mail_group"),
            Map.entry("website_sale_coupon", "website_sale_loyalty"),
            Map.entry("website_sale_coupon_delivery", "website_sale_loyalty_delivery"),
            Map.entry("website_sale_delivery_mondialrelay", "website_sale_mondialrelay"),
            Map.entry("website_sale_picking", "website_sale_collect"));

    /** Old name to the module that took it in. */
    private static final Map<String, String> MERGED = Map.ofEntries(
            Map.entry("account_audit_trail", "account"),
            Map.entry("account_edi", "account"),
            Map.entry("account_edi_extended", "account_edi"),
            Map.entry("account_edi_facturx", "account_edi_ubl_cii"),
            Map.entry("account_edi_ubl", "account_edi_ubl_cii"),
            Map.entry("account_edi_ubl_bis3", "account_edi_ubl_cii"),
            Map.entry("account_lock", "account"),
            Map.entry("account_payment_invoice_online_payment_patch", "account_payment"),
            Map.entry("account_payment_term", "account"),
            Map.entry("account_sale_timesheet", "sale_timesheet"),
            Map.entry("account_sequence", "account"),
            Map.entry("fetchmail", "mail"),
            Map.entry("gift_card", "loyalty"),
            Map.entry("l10n_be_edi", "account_edi_ubl_cii"),
            Map.entry("l10n_be_invoice_bba", "l10n_be"),
            Map.entry("l10n_br_pix", "l10n_br"),
            Map.entry("l10n_ch_qriban", "l10n_ch"),
            Map.entry("l10n_de_audit_trail", "l10n_de"),
            Map.entry("l10n_de_skr03", "l10n_de"),
            Map.entry("l10n_de_skr04", "l10n_de"),
            Map.entry("l10n_dk_audit_trail", "l10n_dk"),
            Map.entry("l10n_dk_bookkeeping", "l10n_dk"),
            Map.entry("l10n_es_edi_facturae_adm_centers", "l10n_es_edi_facturae"),
            Map.entry("l10n_es_edi_facturae_invoice_period", "l10n_es_edi_facturae"),
            Map.entry("l10n_fr_fec", "l10n_fr_account"),
            Map.entry("l10n_fr_invoice_addr", "l10n_fr_account"),
            Map.entry("l10n_generic_coa", "account"),
            Map.entry("l10n_hr_euro", "l10n_hr"),
            Map.entry("l10n_in_tcs_tds", "l10n_in"),
            Map.entry("l10n_in_upi", "l10n_in"),
            Map.entry("l10n_it_edi_pa", "l10n_it_edi"),
            Map.entry("l10n_it_edi_sdicoop", "l10n_it_edi"),
            Map.entry("l10n_multilang", "account"),
            Map.entry("l10n_nl_edi", "account_edi_ubl_cii"),
            Map.entry("l10n_no_edi", "account_edi_ubl_cii"),
            Map.entry("l10n_pl_jpk", "l10n_pl"),
            Map.entry("l10n_se_ocr", "l10n_se"),
            Map.entry("note", "project_todo"),
            Map.entry("payment_adyen_paybylink", "payment_adyen"),
            Map.entry("payment_fix_register_token", "payment"),
            Map.entry("pos_cache", "point_of_sale"),
            Map.entry("pos_daily_sales_reports", "point_of_sale"),
            Map.entry("pos_epson_printer_restaurant", "pos_epson_printer"),
            Map.entry("pos_gift_card", "pos_loyalty"),
            Map.entry("pos_sale_product_configurator", "pos_sale"),
            Map.entry("procurement_jit", "sale_stock"),
            Map.entry("purchase_price_diff", "purchase_stock"),
            Map.entry("sale_gift_card", "sale_loyalty"),
            Map.entry("sale_product_configurator", "sale"),
            Map.entry("sale_project_account", "sale_project"),
            Map.entry("sale_timesheet_edit", "sale_timesheet"),
            Map.entry("spreadsheet_dashboard_purchase", "spreadsheet_dashboard"),
            Map.entry("spreadsheet_dashboard_purchase_stock", "spreadsheet_dashboard"),
            Map.entry("stock_landed_costs_company", "stock_landed_costs"),
            Map.entry("web_kanban_gauge", "web"),
            Map.entry("website_event_crm_questions", "website_event_crm"),
            Map.entry("website_event_questions", "website_event"),
            Map.entry("website_form", "website"),
            Map.entry("website_form_project", "website_project"),
            Map.entry("website_payment_paypal", "payment_paypal"),
            Map.entry("website_sale_delivery", "website_sale"),
            Map.entry("website_sale_gift_card", "website_sale_loyalty"),
            Map.entry("website_sale_loyalty_delivery", "website_sale_loyalty"),
            Map.entry("website_sale_management", "website_sale"),
            Map.entry("website_sale_product_configurator", "website_sale"),
            Map.entry("website_sale_stock_product_configurator", "website_sale_stock"));

    static StandardModules of(Catalog catalog) {
        return new StandardModules(catalog.modules().keySet(), catalog.knownModules());
    }

    /** {@return under which name a newer release has a module of this one, or what took it in} */
    String newName(String module, StandardModules newer) {
        boolean stays = newer.carried.contains(module) || isUncarried(module, newer) || !known.contains(module);
        return stays ? module : successor(module);
    }

    /** Of the same name in both releases, of which neither has its structure. */
    private boolean isUncarried(String module, StandardModules newer) {
        return !carried.contains(module) && known.contains(module) && newer.known.contains(module);
    }

    /** {@return what a module that is gone is part of now; itself where it just went} */
    static String successor(String module) {
        return RENAMED.getOrDefault(module, MERGED.getOrDefault(module, module));
    }

    /** {@return what becomes of a module of this release in a newer one, which may be empty: not known} */
    Kind kind(String module, StandardModules newer) {
        if (carried.isEmpty()) {
            return Kind.UNKNOWN;
        }
        if (newer.carried.contains(module) || (newer.carried.isEmpty() && carried.contains(module))) {
            return Kind.STANDARD;
        }
        if (!known.contains(module)) {
            return Kind.CUSTOM;
        }
        if (isUncarried(module, newer)) {
            return Kind.UNCARRIED;
        }
        return RENAMED.containsKey(module) ? Kind.RENAMED : MERGED.containsKey(module) ? Kind.MERGED : Kind.REMOVED;
    }
}
