package com.juniper.upgrade.sample;

import com.juniper.upgrade.engine.StoredFile;
import com.juniper.upgrade.engine.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The icon or logo of a standard record, which each version draws anew (R63). As in the ERP, an attachment names the file
 * by its SHA-1, and the file is in the filestore.
 *
 * @param record the external id of the record that it belongs to
 */
record ErpImage(String model, String record, String field, String text) {

    private static final List<ErpImage> ALL = List.of(
            new ErpImage("ir.ui.menu", "base.menu_administration", "web_icon_data", "Settings"),
            new ErpImage("ir.ui.menu", "contacts.menu_contacts", "web_icon_data", "Contacts"),
            new ErpImage("payment.acquirer", "payment.payment_acquirer_transfer", "image_128", "Transfer"),
            new ErpImage("payment.provider", "payment.payment_provider_transfer", "image_128", "Transfer"));

    /** {@return the images of records that these modules bring} */
    static Stream<ErpImage> of(List<ErpModule> modules) {
        return ALL.stream().filter(image -> modules.stream()
                .flatMap(module -> module.records().stream())
                .anyMatch(record -> record.externalId().equals(image.record)));
    }

    /** Writes every image of a version into a filestore. */
    static void write(Path filestore, Version version) throws IOException {
        for (ErpImage image : ALL) {
            var file = filestore.resolve(image.file(version).name());
            Files.createDirectories(file.getParent());
            Files.write(file, image.content(version));
        }
    }

    /** {@return the attachment} */
    ErpRecord attachment(Version version) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", field);
        values.put("res_model", model);
        values.put("res_field", field);
        values.put("res_id", "@" + record);
        values.put("type", "binary");
        values.put("store_fname", file(version).name());
        values.put("checksum", file(version).sha1());
        values.put("file_size", String.valueOf(content(version).length));
        values.put("mimetype", "image/svg+xml");
        return new ErpRecord("", "", "ir.attachment", values, false);
    }

    private byte[] content(Version version) {
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'><rect width='64' height='64' rx='12' fill='#1f5f5b'/><text x='32' y='38' fill='#fff' font-size='14' text-anchor='middle'>%s %s</text></svg>"
                .formatted(text, version)
                .getBytes(StandardCharsets.UTF_8);
    }

    private StoredFile file(Version version) {
        return StoredFile.of(content(version));
    }
}
