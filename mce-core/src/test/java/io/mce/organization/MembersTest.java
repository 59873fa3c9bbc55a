package io.mce.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.kernel.Actor;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.kernel.Permission;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
    void who_left_acts_no_more_and_gets_no_leads() {
      Member rep = members().add(acme, "user-1", "Lea", Role.REP);
      Member left = members().change(acme, rep.id(), MemberChange.none().withActive(false), 1);
      assertThat(left.active()).isFalse();
      assertThat(members().assignable(acme.organizationId())).doesNotContain(rep.id());
      assertRefused(ErrorCode.FORBIDDEN, () -> members().actor(left));
      Member back = members().change(acme, rep.id(), MemberChange.none().withActive(true), 2);
      assertThat(members().actor(back).permissions()).isEqualTo(Role.REP.permissions());
      assertThat(mce.engine().events().latest(acme, Set.of(MemberChanged.class), 10))
          .extracting(event -> event.as(MemberChanged.class))
          .containsExactlyInAnyOrder(
              new MemberChanged(rep.id(), Role.REP, false),
              new MemberChanged(rep.id(), Role.REP, true));
    }

    @Test
    void a_role_changes_and_the_name_with_it() {
      members().add(acme, "user-1", "Ana", Role.OWNER);
      Member rep = members().add(acme, "user-2", "Ravi", Role.REP);
      Member changed =
          members()
              .change(
                  acme,
                  rep.id(),
                  MemberChange.none().withRole(Role.MANAGER).withName(" Ravi Kumar "),
                  rep.version());
      assertThat(changed.role()).isEqualTo(Role.MANAGER);
      assertThat(changed.name()).isEqualTo("Ravi Kumar");
      assertThat(members().get(acme, rep.id())).isEqualTo(changed);
      assertRefused(
          ErrorCode.STALE_VERSION,
          () -> members().change(acme, rep.id(), MemberChange.none().withRole(Role.REP), 1));
      assertRefused(
          ErrorCode.INVALID,
          () -> members().change(acme, rep.id(), MemberChange.none().withName(" "), 2));
    }

    @Test
    void only_an_owner_makes_and_unmakes_owners() {
      Member owner = members().add(acme, "user-1", "Ana", Role.OWNER);
      Actor admin = members().actor(members().add(acme, "user-2", "Adam", Role.ADMIN));
      Member rep = members().add(acme, "user-3", "Ravi", Role.REP);
      MemberChange toOwner = MemberChange.none().withRole(Role.OWNER);
      assertRefused(
          ErrorCode.FORBIDDEN, () -> members().change(admin, rep.id(), toOwner, rep.version()));
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> members().change(admin, owner.id(), MemberChange.none().withRole(Role.REP), 1));
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> members().change(admin, owner.id(), MemberChange.none().withActive(false), 1));
      assertThat(members().change(members().actor(owner), rep.id(), toOwner, 1).role())
          .isEqualTo(Role.OWNER);
    }

    @Test
    void nobody_changes_their_own_role_or_access() {
      members().add(acme, "user-1", "Ana", Role.OWNER);
      Member admin = members().add(acme, "user-2", "Adam", Role.ADMIN);
      Actor self = members().actor(admin);
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> members().change(self, admin.id(), MemberChange.none().withRole(Role.REP), 1));
      assertRefused(
          ErrorCode.FORBIDDEN,
          () -> members().change(self, admin.id(), MemberChange.none().withActive(false), 1));
      assertThat(members().change(self, admin.id(), MemberChange.none().withName("A."), 1).name())
          .isEqualTo("A.");
    }

    @Test
    void an_organization_keeps_an_active_owner() {
      Member owner = members().add(acme, "user-1", "Ana", Role.OWNER);
      members().add(acme, "user-2", "Adam", Role.ADMIN);
      assertRefused(
          ErrorCode.WRONG_STATE,
          () -> members().change(acme, owner.id(), MemberChange.none().withRole(Role.ADMIN), 1));
      assertRefused(
          ErrorCode.WRONG_STATE,
          () -> members().change(acme, owner.id(), MemberChange.none().withActive(false), 1));
      assertThat(members().get(acme, owner.id())).isEqualTo(owner);
      members().add(acme, "user-3", "Zoe", Role.OWNER);
      assertThat(
              members()
                  .change(acme, owner.id(), MemberChange.none().withRole(Role.ADMIN), 1)
                  .role())
          .isEqualTo(Role.ADMIN);
    }

    @Test
    void two_owners_who_unmake_each_other_leave_one() throws Exception {
      Member ana = members().add(acme, "user-1", "Ana", Role.OWNER);
      Member zoe = members().add(acme, "user-2", "Zoe", Role.OWNER);
      MemberChange away = MemberChange.none().withActive(false);
      try (ExecutorService both = Executors.newFixedThreadPool(2)) {
        List<Future<Member>> changes =
            both.invokeAll(
                List.of(
                    () -> members().change(members().actor(ana), zoe.id(), away, 1),
                    () -> members().change(members().actor(zoe), ana.id(), away, 1)));
        assertThat(changes).filteredOn(each -> each.state() == Future.State.SUCCESS).hasSize(1);
      }
      assertThat(members().list(acme)).filteredOn(Member::active).hasSize(1);
    }

    @Test
    void a_member_of_another_organization_is_not_changed() {
      Member rita = members().add(rival, "user-9", "Rita", Role.REP);
      assertRefused(
          ErrorCode.NOT_FOUND,
          () -> members().change(acme, rita.id(), MemberChange.none().withRole(Role.VIEWER), 1));
      assertRefused(ErrorCode.NOT_FOUND, () -> members().get(acme, rita.id()));
      assertThat(members().get(rival, rita.id())).isEqualTo(rita);
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
