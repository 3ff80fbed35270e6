package com.juniper.upgrade;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;

/** Pictures of pages for people to look at, in {@code target/screenshots}. */
public final class Screenshots {

    public static final Path FOLDER = Path.of("target", "screenshots");

    private Screenshots() {}

    /** Takes a page wide and as a phone shows it, and sees that it fits into both. */
    public static void shoot(Page page, String name) {
        shoot(page, name, 1280);
        shoot(page, name + "-phone", 390);
        page.setViewportSize(1280, 900);
    }

    private static void shoot(Page page, String name, int width) {
        page.setViewportSize(width, 900);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(FOLDER.resolve(name + ".png"))
                .setFullPage(true));
        Assertions.assertThat(
                        page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("%s fits into %d pixels".formatted(name, width))
                .isEqualTo(true);
    }
}
