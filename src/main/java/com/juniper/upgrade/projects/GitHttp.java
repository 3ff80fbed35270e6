package com.juniper.upgrade.projects;

import com.juniper.upgrade.JuniperProperties;
import com.juniper.upgrade.security.Caller;
import com.juniper.upgrade.security.CurrentCaller;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.http.server.ServletUtils;
import org.eclipse.jgit.http.server.resolver.AsIsFileService;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.resolver.ServiceNotEnabledException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * The projects' repositories for the ordinary git client, {@code /git/<project>.git}, by its smart HTTP protocol (R42). Who
 * sees a project reads it; its company's customers and maintainers push. A refused push is told why.
 */
final class GitHttp extends GitServlet {

    static final String PATH = "/git/*";

    private static final Logger log = LoggerFactory.getLogger(GitHttp.class);
    private static final Pattern REPOSITORY = Pattern.compile("/([^/]+)\\.git/.*");
    private static final String PROJECT = GitHttp.class.getName();
    private static final String PUSH = "git-receive-pack";
    private static final String READERS = "Only the customers and maintainers of the project's company push to it.";

    private final transient Projects projects;
    private final transient Repositories repositories;
    private final transient BranchSync branches;
    private final transient CurrentCaller callers;
    private final transient JuniperProperties.Projects limits;

    GitHttp(
            Projects projects,
            Repositories repositories,
            BranchSync branches,
            CurrentCaller callers,
            JuniperProperties.Projects limits) {
        this.projects = projects;
        this.repositories = repositories;
        this.branches = branches;
        this.callers = callers;
        this.limits = limits;
        setAsIsFileService(AsIsFileService.DISABLED);
        setRepositoryResolver(this::open);
        setReceivePackFactory(this::receivePack);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        var caller = callers.require();
        var project = project(request, caller);
        if (project.isEmpty()) {
            refuse(response, HttpStatus.NOT_FOUND, "There is no such project.");
        } else if (isPush(request) && !Projects.mayPush(project.get(), caller)) {
            refuse(response, HttpStatus.FORBIDDEN, READERS);
        } else if (isPush(request) && room(project.get()) <= 0) {
            refuse(
                    response,
                    HttpStatus.FORBIDDEN,
                    "The repository is larger than the %d MB it may have; ask an operator."
                            .formatted(limits.largestRepository().toMegabytes()));
        } else {
            request.setAttribute(PROJECT, project.get());
            super.service(request, response);
        }
    }

    private Optional<Project> project(HttpServletRequest request, Caller caller) {
        var path = REPOSITORY.matcher(String.valueOf(request.getPathInfo()));
        return path.matches() ? projects.find(path.group(1), caller) : Optional.empty();
    }

    private static boolean isPush(HttpServletRequest request) {
        return String.valueOf(request.getPathInfo()).endsWith("/" + PUSH)
                || String.valueOf(request.getQueryString()).contains(PUSH);
    }

    /** The git client shows a refusal's text, if it is plain. */
    private static void refuse(HttpServletResponse response, HttpStatus status, String reason) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().println(reason);
    }

    private Repository open(HttpServletRequest request, String name) throws RepositoryNotFoundException {
        try {
            return repositories.open(project(request));
        } catch (IOException e) {
            log.error("The repository {} cannot be opened", name, e);
            throw new RepositoryNotFoundException(name, e);
        }
    }

    private ReceivePack receivePack(HttpServletRequest request, Repository repository)
            throws ServiceNotEnabledException {
        var project = project(request);
        var caller = callers.require();
        var person = caller.person();
        if (person == null || !Projects.mayPush(project, caller)) { // however the address was written
            throw new ServiceNotEnabledException(READERS);
        }
        var pack = new Push(repository, request);
        pack.setObjectChecker(Repositories.checker());
        pack.setMaxPackSizeLimit(Math.max(1, Math.min(limits.largestPush().toBytes(), room(project))));
        pack.setMaxObjectSizeLimit(limits.largestFile().toBytes());
        pack.setAllowNonFastForwards(true); // but for production's: see the rules
        pack.setAllowDeletes(true);
        pack.setPreReceiveHook(new PushRules(project));
        pack.setPostReceiveHook((done, commands) -> note(project, done, commands));
        pack.setRefLogIdent(new PersonIdent(person.login(), person.email()));
        return pack;
    }

    private void note(Project project, ReceivePack pack, Collection<ReceiveCommand> commands) {
        if (commands.isEmpty()) {
            return;
        }
        try {
            branches.sync(project, pack::sendMessage);
        } catch (RuntimeException e) {
            log.warn("A push to {} is not noted, which is tried again", project.name(), e);
            pack.sendMessage("The push is kept; the platform takes note of it within a minute.");
        }
    }

    private long room(Project project) {
        try {
            return limits.largestRepository().toBytes() - repositories.size(project);
        } catch (IOException e) {
            log.warn("The repository of {} cannot be measured: {}", project.name(), e.toString());
            return 0;
        }
    }

    /** A refused push is told to the client, and is no error of the platform's. */
    private static final class Push extends ReceivePack {

        private final HttpServletRequest request;

        Push(Repository repository, HttpServletRequest request) {
            super(repository);
            this.request = request;
        }

        @Override
        public void receive(InputStream input, OutputStream output, @Nullable OutputStream messages)
                throws IOException {
            try {
                super.receive(input, output, messages);
            } catch (UnpackException | PackProtocolException | CorruptObjectException e) {
                var cause = e.getCause() == null ? e : e.getCause();
                log.info("{}: refused: {}", request.getRequestURI(), PushRules.line(cause.getMessage()));
                ServletUtils.consumeRequestBody(request); // the client reads no answer before it has sent all
            }
        }
    }

    private static Project project(HttpServletRequest request) {
        return (Project) request.getAttribute(PROJECT);
    }
}
