package com.juniper.upgrade.neutralization;

import static com.juniper.upgrade.neutralization.Rule.delete;
import static com.juniper.upgrade.neutralization.Rule.set;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is made harmless in a test copy (R69–R76, decision 3, decision 11), for 14.0 to 18.0. */
final class Rules {

    /** Columns with which a database logs in elsewhere. */
    static final Pattern SECRET = Pattern.compile(
            "(^|_)(api_?key|apikey|secret|secret_key|client_secret|password|passwd|pass|passphrase|credentials?|webhook(_url|_secret|_key)?|private_key|signing_key|hmac_key|access_key|auth_key|publishable_key|rtoken|refresh_token|bearer|oauth_token|merchant_key|transaction_key|signature_key|app_key|license_key|license_number|account_token|keystore|auth_code|shared_key)($|_)");

    /** Tables whose secrets are all outward: providers, carriers, terminals, proxies, calendars, companies, websites. */
    private static final Pattern OUTWARD_TABLE = Pattern.compile(
            "payment_(provider|acquirer)|delivery_carrier|pos_payment_method|pos_config|account_edi_proxy_client_user|account_online_.*|google_.*credentials|microsoft_.*credentials|res_users_settings|res_company|website|iap_account|fetchmail_server|ir_mail_server|certificate_.*|auth_oauth_provider|social_.*|whatsapp_account|voip_provider|sale_amazon_.*|amazon_account");

    private static final Pattern TEST_SWITCH = Pattern.compile(".*(_test_env|_test_mode|_demo_env|_sandbox)$");
    private static final Pattern LIVE_SWITCH =
            Pattern.compile(".*(prod_environment|production_env|_production|_live_mode)$");

    private static final List<Rule> FIXED = List.of(
            // R70, decision 11: all of them
            set("Scheduled actions are disabled", "ir_cron", "", "active", "active", "false"),
            // R71
            set(
                    "Outgoing mail servers are archived, their logins wiped",
                    "ir_mail_server",
                    "smtp_host is distinct from 'invalid'",
                    "active",
                    "active",
                    "false",
                    "smtp_user",
                    "null",
                    "smtp_pass",
                    "null",
                    "smtp_host",
                    "'invalid'",
                    "smtp_ssl_certificate",
                    "null",
                    "smtp_ssl_private_key",
                    "null",
                    "google_gmail_refresh_token",
                    "null",
                    "google_gmail_access_token",
                    "null",
                    "google_gmail_authorization_code",
                    "null",
                    "microsoft_outlook_refresh_token",
                    "null",
                    "microsoft_outlook_access_token",
                    "null"),
            set(
                    "Mail templates use the default server",
                    "mail_template",
                    "",
                    "mail_server_id",
                    "mail_server_id",
                    "null"),
            set(
                    "Incoming mail servers are disabled, their logins wiped",
                    "fetchmail_server",
                    "",
                    "active",
                    "active",
                    "false",
                    "password",
                    "null",
                    "user",
                    "null",
                    "server",
                    "'invalid'",
                    "google_gmail_refresh_token",
                    "null",
                    "google_gmail_access_token",
                    "null",
                    "google_gmail_authorization_code",
                    "null",
                    "microsoft_outlook_refresh_token",
                    "null",
                    "microsoft_outlook_access_token",
                    "null"),
            set(
                    "Queued e-mails are cancelled",
                    "mail_mail",
                    "state in ('outgoing', 'exception')",
                    "state",
                    "state",
                    "'cancel'"),
            set(
                    "Queued text messages are cancelled",
                    "sms_sms",
                    "state in ('outgoing', 'error', 'process', 'pending')",
                    "state",
                    "state",
                    "'canceled'"),
            // R73, decision 3
            set(
                    "Live payment providers are in test mode",
                    "payment_provider",
                    "state not in ('test', 'disabled')",
                    "state",
                    "state",
                    "'test'"),
            set(
                    "Live payment providers are in test mode",
                    "payment_acquirer",
                    "state not in ('test', 'disabled')",
                    "state",
                    "state",
                    "'test'"),
            set(
                    "Saved payment tokens are archived",
                    "payment_token",
                    "",
                    "active",
                    "active",
                    "false",
                    "provider_ref",
                    "'neutralized'",
                    "acquirer_ref",
                    "'neutralized'"),
            // R74, decision 3
            set(
                    "Delivery carriers are in the test environment",
                    "delivery_carrier",
                    "",
                    "prod_environment",
                    "prod_environment",
                    "false"),
            set(
                    "External delivery carriers are archived",
                    "delivery_carrier",
                    "delivery_type not in ('fixed', 'base_on_rule')",
                    "delivery_type active",
                    "active",
                    "false"),
            // R75
            set(
                    "Bank synchronization is disabled",
                    "account_online_link",
                    "",
                    "",
                    "client_id",
                    "'duplicate'",
                    "provider_data",
                    "''",
                    "access_token",
                    "null",
                    "refresh_token",
                    "null",
                    "auto_sync",
                    "false",
                    "state",
                    "'disconnected'"),
            set(
                    "Bank synchronization is disabled",
                    "account_online_provider",
                    "",
                    "",
                    "provider_account_identifier",
                    "null",
                    "provider_identifier",
                    "null",
                    "status",
                    "'FAILED'"),
            // people's and programs' keys
            delete("API keys of users are deleted", "res_users_apikeys", "", ""),
            set(
                    "Logins through other services are disabled",
                    "auth_oauth_provider",
                    "",
                    "enabled",
                    "enabled",
                    "false",
                    "client_id",
                    "null"),
            set(
                    "Tokens of logins through other services are wiped",
                    "res_users",
                    "",
                    "oauth_access_token",
                    "oauth_access_token",
                    "null"),
            set(
                    "Calendar synchronization is disabled",
                    "google_calendar_credentials",
                    "",
                    "",
                    "calendar_rtoken",
                    "null",
                    "calendar_token",
                    "null",
                    "calendar_sync_token",
                    "null",
                    "synchronization_stopped",
                    "true"),
            set(
                    "Calendar synchronization is disabled",
                    "microsoft_calendar_credentials",
                    "",
                    "",
                    "calendar_sync_token",
                    "null",
                    "synchronization_stopped",
                    "true"),
            set(
                    "Calendar synchronization is disabled",
                    "res_users_settings",
                    "",
                    "",
                    "google_calendar_rtoken",
                    "null",
                    "google_calendar_token",
                    "null",
                    "google_calendar_sync_token",
                    "null",
                    "google_synchronization_stopped",
                    "true",
                    "microsoft_calendar_sync_token",
                    "null",
                    "microsoft_synchronization_stopped",
                    "true",
                    "microsoft_last_sync_date",
                    "null"),
            set(
                    "Calendar synchronization is disabled",
                    "res_users",
                    "",
                    "",
                    "google_calendar_rtoken",
                    "null",
                    "google_calendar_token",
                    "null",
                    "google_calendar_sync_token",
                    "null",
                    "microsoft_calendar_rtoken",
                    "null",
                    "microsoft_calendar_token",
                    "null",
                    "microsoft_calendar_sync_token",
                    "null",
                    "microsoft_synchronization_stopped",
                    "true"),
            delete("Push notifications are stopped", "mail_notification_web_push", "", ""),
            delete("Push notifications are stopped", "mail_push", "", ""),
            delete("Push notifications are stopped", "mail_partner_device", "", ""),
            delete("Push notifications are stopped", "mail_push_device", "", ""),
            // what calls out
            set(
                    "Webhooks are disabled",
                    "ir_act_server",
                    "state = 'webhook'",
                    "state webhook_url",
                    "webhook_url",
                    "null"),
            set(
                    "Automated actions that run code or call out are disabled",
                    "base_automation",
                    "",
                    "active",
                    "active",
                    "false"),
            set(
                    "Paid services are disconnected",
                    "iap_account",
                    "account_token not like '%+disabled'",
                    "account_token",
                    "account_token",
                    "'dummy_value+disabled'"),
            set(
                    "Electronic invoicing is in test mode",
                    "account_edi_proxy_client_user",
                    "",
                    "edi_mode",
                    "edi_mode",
                    "'test'",
                    "active",
                    "false"),
            set(
                    "Electronic invoicing is in test mode",
                    "res_company",
                    "l10n_hu_edi_server_mode = 'production'",
                    "l10n_hu_edi_server_mode",
                    "l10n_hu_edi_server_mode",
                    "'test'"),
            set(
                    "Electronic invoicing is in test mode",
                    "res_company",
                    "l10n_sa_api_mode = 'prod'",
                    "l10n_sa_api_mode",
                    "l10n_sa_api_mode",
                    "'sandbox'"),
            set(
                    "Electronic invoicing is in test mode",
                    "res_company",
                    "l10n_ke_cu_proxy_address <> ''",
                    "l10n_ke_cu_proxy_address",
                    "l10n_ke_cu_proxy_address",
                    "''"),
            set(
                    "Electronic invoicing is in test mode",
                    "res_company",
                    "l10n_tr_nilvera_environment = 'production'",
                    "l10n_tr_nilvera_environment",
                    "l10n_tr_nilvera_environment",
                    "'sandbox'"),
            // the website must not pass for the real one
            set(
                    "Websites lose their domain",
                    "website",
                    "",
                    "",
                    "domain",
                    "null",
                    "cdn_activated",
                    "false",
                    "cdn_url",
                    "null",
                    "google_analytics_key",
                    "null",
                    "google_maps_api_key",
                    "null",
                    "google_search_console",
                    "null",
                    "plausible_shared_key",
                    "null",
                    "google_places_api_key",
                    "null",
                    "robots_txt",
                    "'User-agent: *' || chr(10) || 'Disallow: /'"),
            set(
                    "A banner says that this is a test copy",
                    "ir_ui_view",
                    "key in ('web.neutralize_banner', 'website.neutralize_ribbon')",
                    "key active",
                    "active",
                    "true"),
            // parameters
            delete(
                    "Keys in the settings are deleted",
                    "ir_config_parameter",
                    "key ~* '(api_?key|secret|password|token|private_key|public_key|credential|webhook|sfu_server_key|client_id|site_key|cloud_storage|jitsi_server_domain)' and key <> 'database.secret'",
                    "key"),
            set(
                    "The database has an identity of its own",
                    "ir_config_parameter",
                    "key in ('database.uuid', 'database.secret') and not exists (select 1 from public.ir_config_parameter n where n.key = 'database.is_neutralized')",
                    "key value",
                    "value",
                    "pg_catalog.gen_random_uuid()::text"),
            delete(
                    "The address is no longer the production's",
                    "ir_config_parameter",
                    "key = 'web.base.url.freeze'",
                    "key"));

    private Rules() {}

    /** {@return the rules for a database: the fixed ones, and those that its own columns call for} */
    static List<Rule> of(LiveSchema schema) {
        List<Rule> rules = new ArrayList<>(FIXED);
        schema.tables().forEach((table, columns) -> {
            if (!OUTWARD_TABLE.matcher(table).matches()) {
                return;
            }
            columns.forEach((column, description) -> {
                if (description.isText() && SECRET.matcher(column).find()) {
                    rules.add(set(
                            "Logins of other services are wiped",
                            table,
                            "coalesce(\"%s\", '') <> '' and \"%1$s\" not like '%%+disabled'".formatted(column),
                            "",
                            column,
                            description.required() ? "''" : "null"));
                } else if (description.type().equals("boolean")
                        && TEST_SWITCH.matcher(column).matches()) {
                    rules.add(set("Services of others are in test mode", table, "", "", column, "true"));
                } else if (description.type().equals("boolean")
                        && LIVE_SWITCH.matcher(column).matches()) {
                    rules.add(set("Services of others are in test mode", table, "", "", column, "false"));
                }
            });
        });
        return rules;
    }
}
