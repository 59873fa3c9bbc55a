package io.mce.app.notice;

import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.kernel.Cursor;
import io.mce.kernel.Page;
import io.mce.kernel.PageRequest;
import io.mce.notification.Notice;
import io.mce.notification.NoticeId;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people should know. */
@Tag(name = "notices")
@Controller("/api/notices")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class NoticeController {

  private final MceEngine engine;

  NoticeController(MceEngine engine) {
    this.engine = engine;
  }

  /** One notice. */
  record NoticeView(
      String id, String text, Optional<String> leadId, Instant at, Optional<Instant> readAt) {

    static NoticeView of(Notice notice) {
      return new NoticeView(
          notice.id().toString(),
          notice.text(),
          notice.leadId().map(Object::toString),
          notice.at(),
          notice.readAt());
    }
  }

  /** Notices, newest first, and how many nobody has read. */
  record Notices(List<NoticeView> items, Optional<String> nextCursor, long unread) {}

  @Get
  Notices list(
      @Parameter(hidden = true) Actor actor,
      @Nullable @QueryValue Integer limit,
      @Nullable @QueryValue String cursor) {
    Page<Notice> page = engine.notices().list(actor, PageRequest.of(limit, cursor));
    return new Notices(
        page.items().stream().map(NoticeView::of).toList(),
        page.nextCursor().map(Cursor::text),
        engine.notices().unread(actor));
  }

  @Post("/{id}/read")
  @Status(HttpStatus.NO_CONTENT)
  void markRead(@Parameter(hidden = true) Actor actor, String id) {
    engine.notices().markRead(actor, NoticeId.of(id));
  }
}
