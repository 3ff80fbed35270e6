package com.juniper.upgrade.web;

import com.juniper.upgrade.artifacts.SmallFile;
import com.juniper.upgrade.artifacts.SmallFiles;
import com.juniper.upgrade.upgrades.Reason;
import com.juniper.upgrade.upgrades.RequestRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

/** Small files of forms: read with care, served with care. */
final class FormFiles {

    private FormFiles() {}

    /**
     * {@return the files of a form's field; what was not chosen is none}
     *
     * @throws RequestRefusedException if they are too many or too large: before they are read into memory
     */
    static List<SmallFile> read(@Nullable List<MultipartFile> files) {
        var given = files == null
                ? List.<MultipartFile>of()
                : files.stream().filter(file -> !file.isEmpty()).toList();
        SmallFiles.obstacle(
                        given.size(),
                        given.stream().mapToLong(MultipartFile::getSize).sum())
                .ifPresent(obstacle -> {
                    throw new RequestRefusedException(List.of(new Reason("files", obstacle)));
                });
        return given.stream().map(FormFiles::read).toList();
    }

    private static SmallFile read(MultipartFile file) {
        try {
            return SmallFile.of(Objects.requireNonNullElse(file.getOriginalFilename(), "file"), file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a picture to be shown, anything else to be downloaded: what a stranger sends is never run} */
    static ResponseEntity<byte[]> serve(SmallFile file) {
        var disposition =
                SmallFile.isPicture(file.type()) ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(file.type()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(file.content());
    }
}
