package com.juniper.upgrade.api;

import com.juniper.upgrade.watching.Status;
import com.juniper.upgrade.watching.StatusBoard;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the platform is, for the programs of everybody. */
@RestController
class StatusApiController {

    private final StatusBoard board;

    StatusApiController(StatusBoard board) {
        this.board = board;
    }

    @Operation(summary = "How intake, upgrades, mails, git and databases are, and since when")
    @GetMapping("/api/status")
    Status status() {
        return board.status();
    }
}
