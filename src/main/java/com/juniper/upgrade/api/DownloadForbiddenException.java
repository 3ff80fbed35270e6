package com.juniper.upgrade.api;

/** Somebody who may see a case asks for the file that only its submitter gets (R56). */
class DownloadForbiddenException extends RuntimeException {

    DownloadForbiddenException() {
        super("Only the person who submitted the request can download its result.");
    }
}
