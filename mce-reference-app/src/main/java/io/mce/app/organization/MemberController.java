package io.mce.app.organization;

import io.mce.app.http.Edits;
import io.mce.app.http.PageView;
import io.mce.app.identity.UserDirectory;
import io.mce.engine.MceEngine;
import io.mce.kernel.Actor;
import io.mce.organization.Member;
import io.mce.organization.MemberChange;
import io.mce.organization.MemberId;
import io.mce.organization.Role;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The people of the organization. */
@Tag(name = "team")
@Controller("/api/members")
@ExecuteOn(TaskExecutors.IO)
@Secured(SecurityRule.IS_AUTHENTICATED)
class MemberController {

  private final MceEngine engine;
  private final UserDirectory users;

  MemberController(MceEngine engine, UserDirectory users) {
    this.engine = engine;
    this.users = users;
  }

  /**
   * Someone who belongs to the organization.
   *
   * @param active whether the person still works here
   * @param you whether it is who asks
   */
  record MemberView(
      String id,
      String name,
      Optional<String> email,
      Role role,
      boolean active,
      boolean you,
      long version) {}

  /** What to change; what is left out stays. */
  @Introspected
  record MemberPatch(
      @Nullable @Size(max = 200) String name, @Nullable Role role, @Nullable Boolean active) {

    MemberChange change() {
      return new MemberChange(
          Optional.ofNullable(name), Optional.ofNullable(role), Optional.ofNullable(active));
    }
  }

  @Get
  PageView<MemberView> list(@Parameter(hidden = true) Actor actor) {
    return PageView.all(engine.members().list(actor), member -> view(member, actor));
  }

  @Patch("/{id}")
  MutableHttpResponse<MemberView> change(
      @Parameter(hidden = true) Actor actor,
      String id,
      @Nullable @Header("If-Match") String ifMatch,
      @Body @Valid MemberPatch body) {
    MemberId memberId = MemberId.of(id);
    return Edits.change(
        ifMatch,
        () -> view(engine.members().get(actor, memberId), actor),
        MemberView::version,
        version -> view(engine.members().change(actor, memberId, body.change(), version), actor));
  }

  private MemberView view(Member member, Actor actor) {
    return new MemberView(
        member.id().toString(),
        member.name(),
        users.email(member.userId()),
        member.role(),
        member.active(),
        actor.kind() == Actor.Kind.MEMBER && actor.id().equals(member.id().toString()),
        member.version());
  }
}
