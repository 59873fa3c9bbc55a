package io.mce.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MembersTest {

  @Nested
  final class OnSqlite extends Contract {
    OnSqlite() {
      super(MceExtension.sqlite());
    }
  }

  @Nested
  final class OnPostgres extends Contract {
    OnPostgres() {
      super(MceExtension.postgres());
    }
  }

  abstract static class Contract {

    @RegisterExtension final MceExtension mce;
    private Actor acme;
    private Actor rival;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void two_organizations() {
      acme = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      rival = Actor.system(mce.engine().organizations().ensure("rival", "Rival").id(), "host");
    }

    Members members() {
      return mce.engine().members();
    }

    @Test
    void a_member_is_found_by_the_hosts_user_id() {
      Member ana = members().add(acme, "user-1", " Ana ", Role.OWNER);
      assertThat(members().findByUser(acme.organizationId(), "user-1")).contains(ana);
      assertThat(ana.name()).isEqualTo("Ana");
      assertThat(ana.active()).isTrue();
      assertThat(mce.engine().events().latest(acme, Set.of(MemberJoined.class), 10))
          .singleElement()
          .satisfies(event ->
              assertThat(event.as(MemberJoined.class))
                  .isEqualTo(new MemberJoined(ana.id(), Role.OWNER)));
    }

    @Test
    void a_user_joins_an_organization_once_and_several_organizations_once_each() {
      members().add(acme, "user-1", "Ana", Role.OWNER);
      assertThatThrownBy(() -> members().add(acme, "user-1", "Ana again", Role.REP))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
      members().add(rival, "user-1", "Ana", Role.VIEWER);
      assertThat(members().list(acme)).extracting(Member::role).containsExactly(Role.OWNER);
      assertThat(members().list(rival)).extracting(Member::role).containsExactly(Role.VIEWER);
    }

    @Test
    void members_of_another_organization_are_not_seen() {
      members().add(rival, "user-9", "Rita", Role.REP);
      assertThat(members().list(acme)).isEmpty();
      assertThat(members().findByUser(acme.organizationId(), "user-9")).isEmpty();
      assertThat(members().assignable(acme.organizationId())).isEmpty();
    }

    @Test
    void leads_go_to_those_who_talk_to_leads_in_the_order_they_joined() {
      Role[] joining = {
        Role.VIEWER, Role.REP, Role.MARKETER, Role.OWNER, Role.MANAGER, Role.ADMIN, Role.REP
      };
      for (int i = 0; i < joining.length; i++) {
        members().add(acme, "user-" + i, "Member " + i, joining[i]);
        mce.clock().add(Duration.ofSeconds(1));
      }
      assertThat(members().assignable(acme.organizationId()))
          .containsExactlyElementsOf(
              members().list(acme).stream()
                  .filter(member ->
                      EnumSet.of(Role.REP, Role.OWNER, Role.MANAGER, Role.ADMIN)
                          .contains(member.role()))
                  .map(Member::id)
                  .toList());
      assertThat(members().list(acme)).extracting(Member::role).containsExactly(joining);
    }

    @Test
    void a_member_acts_with_the_permissions_of_the_role() {
      Member rep = members().add(acme, "user-1", "Ravi", Role.REP);
      Actor actor = members().actor(rep);
      assertThat(actor.organizationId()).isEqualTo(acme.organizationId());
      assertThat(actor.kind()).isEqualTo(Actor.Kind.MEMBER);
      assertThat(actor.id()).isEqualTo(rep.id().toString());
      assertThat(actor.permissions()).isEqualTo(Role.REP.permissions());
      assertThatThrownBy(() -> members().add(actor, "user-2", "Zoe", Role.VIEWER))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void nobody_gives_a_role_that_may_do_more_than_they_may() {
      Set<Permission> few = EnumSet.copyOf(Role.REP.permissions());
      few.add(Permission.MEMBER_MANAGE);
      Actor limited = Actor.member(acme.organizationId(), "limited", few);
      assertThatThrownBy(() -> members().add(limited, "user-2", "Zoe", Role.OWNER))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
      assertThat(members().add(limited, "user-3", "Ben", Role.REP).role()).isEqualTo(Role.REP);
    }

    @Test
    void who_left_acts_no_more() {
      Member left =
          new Member(
              acme.organizationId(),
              new MemberId(UUID.randomUUID()),
              "user-1",
              "Lea",
              Role.REP,
              false,
              Instant.EPOCH,
              1);
      assertThatThrownBy(() -> members().actor(left))
          .isInstanceOfSatisfying(
              MceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }
  }
}
