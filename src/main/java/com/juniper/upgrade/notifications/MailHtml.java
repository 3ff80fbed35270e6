package com.juniper.upgrade.notifications;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** Makes a mail's HTML from its plain text: paragraphs, lists, links; whatever else the text holds is shown as it is. */
final class MailHtml {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]*[^\\s<>\".,;:!?)\\]}']");
    private static final String ITEM = "- ";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%1$s</title></head>
            <body style="margin:0;background:#f5f7f7;color:#1d2327;font:16px/1.5 system-ui,'Segoe UI',Arial,sans-serif">
            <div style="background:#1f5f5b;color:#fff;font-weight:600;padding:10px 20px">Juniper Upgrade</div>
            <div style="background:#fff;border:1px solid #d9dfe2;border-radius:8px;margin:16px auto;max-width:640px;padding:8px 20px;overflow-wrap:anywhere">
            %2$s</div>
            %3$s</body></html>
            """;
    private static final String FOOTER = """
            <p style="color:#5a656d;font-size:14px;text-align:center">You can do without these mails? <a style="color:#1f5f5b" href="%s">Unsubscribe</a></p>
            """;

    private MailHtml() {}

    /**
     * {@return the page}
     *
     * @param unsubscribe the address of the page that ends such mails; null where the mail is essential
     */
    static String of(String subject, String text, @Nullable String unsubscribe) {
        var body = new StringBuilder();
        for (String block : text.strip().split("\\R(?:[ \\t]*+\\R)++", -1)) {
            append(block, body);
        }
        return PAGE.formatted(
                HtmlUtils.htmlEscape(subject),
                body,
                unsubscribe == null ? "" : FOOTER.formatted(HtmlUtils.htmlEscape(unsubscribe)));
    }

    /** Lines that begin with "- " are a list; those around them are paragraphs. */
    private static void append(String block, StringBuilder body) {
        List<String> lines = new ArrayList<>();
        boolean list = false;
        for (String line : block.split("\\R", -1)) {
            boolean item = line.startsWith(ITEM);
            if (item != list) {
                close(lines, list, body);
                list = item;
            }
            lines.add(linked(item ? line.substring(ITEM.length()) : line));
        }
        close(lines, list, body);
    }

    private static void close(List<String> lines, boolean list, StringBuilder body) {
        if (!lines.isEmpty()) {
            body.append(
                    list
                            ? "<ul><li>" + String.join("</li>\n<li>", lines) + "</li></ul>\n"
                            : "<p>" + String.join("<br>\n", lines) + "</p>\n");
        }
        lines.clear();
    }

    private static String linked(String line) {
        var html = new StringBuilder();
        var matcher = ADDRESS.matcher(line);
        int end = 0;
        while (matcher.find()) {
            html.append(HtmlUtils.htmlEscape(line.substring(end, matcher.start())))
                    .append(link(matcher));
            end = matcher.end();
        }
        return html.append(HtmlUtils.htmlEscape(line.substring(end))).toString();
    }

    private static String link(Matcher address) {
        var escaped = HtmlUtils.htmlEscape(address.group());
        return "<a style=\"color:#1f5f5b\" href=\"%1$s\">%1$s</a>".formatted(escaped);
    }
}
