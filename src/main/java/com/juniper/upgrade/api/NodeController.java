package com.juniper.upgrade.api;

import com.juniper.upgrade.nodes.Node;
import com.juniper.upgrade.nodes.Nodes;
import com.juniper.upgrade.security.CurrentCaller;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The nodes of the platform, for operators. */
@RestController
class NodeController {

    private final Nodes nodes;
    private final CurrentCaller callers;

    NodeController(Nodes nodes, CurrentCaller callers) {
        this.nodes = nodes;
        this.callers = callers;
    }

    /** All nodes that were seen lately, by name. */
    @GetMapping("/api/nodes")
    List<Node> all() {
        return nodes.all();
    }

    /** Lets a node take no new steps of processes, as before it is stopped for long; those under way go on. */
    @PutMapping("/api/nodes/{name}/draining")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void drain(@PathVariable String name) {
        nodes.drain(name, true, callers.require());
    }

    /** Lets it take them again. */
    @DeleteMapping("/api/nodes/{name}/draining")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void takeUp(@PathVariable String name) {
        nodes.drain(name, false, callers.require());
    }
}
