package io.mce.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mce.engine.EngineParts;
import io.mce.kernel.Actor;
import io.mce.kernel.EmailAddress;
import io.mce.kernel.ErrorCode;
import io.mce.kernel.MceException;
import io.mce.persistence.Database;
import io.mce.testing.MceExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People are invited by address, and only they join, once, in time. */
final class InvitationsTest {

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

    private static final EmailAddress RAVI = new EmailAddress("ravi@example.com");
    private static final EmailAddress ZOE = new EmailAddress("zoe@example.com");
    private static final long SEED = System.nanoTime();

    @RegisterExtension final MceExtension mce;
    private Actor acme;
    private Actor rival;
    private Actor owner;

    Contract(MceExtension mce) {
      this.mce = mce;
    }

    @BeforeEach
    void two_organizations() {
      acme = Actor.system(mce.engine().organizations().ensure("acme", "Acme").id(), "host");
      rival = Actor.system(mce.engine().organizations().ensure("rival", "Rival").id(), "host");
      Members members = mce.engine().members();
      owner = members.actor(members.add(acme, "user-1", "Ana", Role.OWNER));
    }

    Invitations invitations() {
      return mce.engine().invitations();
    }

    InvitationState state() {
      return invitations().list(acme).getFirst().state();
    }

    @Test
    void who_is_invited_joins_with_the_role_offered() {
      IssuedInvitation issued = invitations().invite(owner, RAVI, Role.REP);
      assertThat(invitations().open(issued.token())).isEqualTo(issued.invitation());
      assertThat(issued.invitation().invitedBy()).isEqualTo(owner.id());
      Member ravi =
          invitations()
              .accept(issued.token(), "user-2", "Ravi", new EmailAddress("Ravi@example.com"));
      assertThat(ravi.role()).isEqualTo(Role.REP);
      assertThat(mce.engine().members().list(acme)).contains(ravi);
      assertThat(state()).isEqualTo(InvitationState.ACCEPTED);
      assertThat(
              mce.engine()
                  .events()
                  .latest(acme, Set.of(MemberInvited.class, MemberJoined.class), 10))
          .extracting(event -> event.name())
          .contains("member.invited", "member.joined");
    }

    @Test
    void an_invitation_is_good_once() {
      String token = invitations().invite(owner, RAVI, Role.REP).token();
      invitations().accept(token, "user-2", "Ravi", RAVI);
      assertRefused(ErrorCode.INVITATION_USED, () -> invitations().open(token));
      assertRefused(
          ErrorCode.INVITATION_USED, () -> invitations().accept(token, "user-3", "R", RAVI));
      assertThat(mce.engine().members().list(acme)).hasSize(2);
    }

    @Test
    void of_two_who_accept_at_once_one_joins() throws Exception {
      String token = invitations().invite(owner, RAVI, Role.REP).token();
      List<Callable<Member>> tries = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String userId = "user-" + (10 + i);
        tries.add(() -> invitations().accept(token, userId, "Ravi", RAVI));
      }
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        assertThat(threads.invokeAll(tries))
            .filteredOn(each -> each.state() == Future.State.SUCCESS)
            .hasSize(1);
      }
      assertThat(mce.engine().members().list(acme)).hasSize(2);
    }

    @Test
    void it_is_too_old_after_a_week_and_forgotten_a_month_later() {
      String token = invitations().invite(owner, RAVI, Role.REP).token();
      mce.advance(Invitations.VALID.minusSeconds(1));
      assertThat(invitations().open(token).state()).isEqualTo(InvitationState.OPEN);
      mce.advance(Duration.ofSeconds(1));
      assertRefused(ErrorCode.INVITATION_EXPIRED, () -> invitations().open(token));
      assertRefused(
          ErrorCode.INVITATION_EXPIRED, () -> invitations().accept(token, "user-2", "Ravi", RAVI));
      assertThat(state()).isEqualTo(InvitationState.EXPIRED);
      mce.advance(Duration.ofDays(29));
      assertThat(invitations().list(acme)).hasSize(1);
      mce.advance(Duration.ofDays(3));
      assertThat(invitations().list(acme)).isEmpty();
      assertRefused(ErrorCode.INVITATION_INVALID, () -> invitations().open(token));
    }

    @Test
    void one_that_was_taken_back_opens_nothing() {
      IssuedInvitation issued = invitations().invite(owner, RAVI, Role.REP);
      InvitationId id = issued.invitation().id();
      assertRefused(ErrorCode.NOT_FOUND, () -> invitations().withdraw(rival, id));
      invitations().withdraw(owner, id);
      assertRefused(ErrorCode.INVITATION_WITHDRAWN, () -> invitations().open(issued.token()));
      assertRefused(ErrorCode.WRONG_STATE, () -> invitations().withdraw(owner, id));
    }

    @Test
    void a_second_one_for_the_same_address_takes_the_place_of_the_first() {
      String first = invitations().invite(owner, RAVI, Role.REP).token();
      String second =
          invitations().invite(owner, new EmailAddress("RAVI@example.com"), Role.MANAGER).token();
      String other = invitations().invite(owner, ZOE, Role.VIEWER).token();
      assertRefused(ErrorCode.INVITATION_WITHDRAWN, () -> invitations().open(first));
      assertThat(invitations().open(second).role()).isEqualTo(Role.MANAGER);
      assertThat(invitations().open(other).role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void it_is_for_one_address() {
      String token = invitations().invite(owner, RAVI, Role.REP).token();
      assertRefused(
          ErrorCode.INVITATION_OTHER_ADDRESS,
          () -> invitations().accept(token, "user-2", "Zoe", ZOE));
      assertThat(state()).isEqualTo(InvitationState.OPEN);
    }

    @Test
    void who_is_a_member_already_does_not_use_it_up() {
      String token = invitations().invite(owner, RAVI, Role.REP).token();
      assertRefused(ErrorCode.CONFLICT, () -> invitations().accept(token, "user-1", "Ana", RAVI));
      assertThat(state()).isEqualTo(InvitationState.OPEN);
    }

    @Test
    void a_token_with_any_character_changed_is_not_ours() {
      String token = invitations().invite(owner, RAVI, Role.REP).token();
      System.out.println("token tampering, seed " + SEED);
      Random random = new Random(SEED);
      String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
      for (int i = 0; i < token.length(); i++) {
        char other;
        do {
          other = alphabet.charAt(random.nextInt(alphabet.length()));
        } while (other == token.charAt(i));
        String tampered = token.substring(0, i) + other + token.substring(i + 1);
        assertRefused(ErrorCode.INVITATION_INVALID, () -> invitations().open(tampered));
      }
      for (String wrong : List.of("", "x", token + "A", token.substring(1), "\0", "=".repeat(70))) {
        assertRefused(ErrorCode.INVITATION_INVALID, () -> invitations().open(wrong));
      }
    }

    @Test
    void nobody_invites_to_more_than_they_may_or_without_the_right() {
      Members members = mce.engine().members();
      Actor admin = members.actor(members.add(acme, "user-2", "Adam", Role.ADMIN));
      Actor manager = members.actor(members.add(acme, "user-3", "Mia", Role.MANAGER));
      assertRefused(ErrorCode.FORBIDDEN, () -> invitations().invite(admin, RAVI, Role.OWNER));
      assertRefused(ErrorCode.FORBIDDEN, () -> invitations().invite(manager, RAVI, Role.REP));
      assertRefused(ErrorCode.FORBIDDEN, () -> invitations().list(manager));
      assertThat(invitations().list(acme)).isEmpty();
    }

    @Test
    void the_invitation_of_somebody_who_could_not_make_it_any_more_opens_nothing() {
      Members members = mce.engine().members();
      Member adam = members.add(acme, "user-2", "Adam", Role.ADMIN);
      String token = invitations().invite(members.actor(adam), RAVI, Role.ADMIN).token();
      assertThat(invitations().open(token).role()).isEqualTo(Role.ADMIN);
      members.change(owner, adam.id(), MemberChange.none().withRole(Role.MANAGER), 1);
      assertThat(state()).isEqualTo(InvitationState.WITHDRAWN);
      assertRefused(ErrorCode.INVITATION_WITHDRAWN, () -> invitations().open(token));
      members.change(owner, adam.id(), MemberChange.none().withRole(Role.ADMIN), 2);
      members.change(owner, adam.id(), MemberChange.none().withActive(false), 3);
      assertRefused(
          ErrorCode.INVITATION_WITHDRAWN,
          () -> invitations().accept(token, "user-3", "Ravi", RAVI));
    }

    @Test
    void invitations_of_another_organization_are_not_seen() {
      invitations().invite(rival, RAVI, Role.REP);
      assertThat(invitations().list(acme)).isEmpty();
      assertThat(invitations().list(rival)).hasSize(1);
    }

    @Test
    void the_database_holds_neither_address_nor_token() {
      IssuedInvitation issued = invitations().invite(owner, RAVI, Role.REP);
      String row =
          EngineParts.part(mce.engine(), Database.class)
              .read(
                  acme.organizationId(),
                  transaction ->
                      transaction
                          .query(
                              """
                              select * from mce_invitation
                              where organization_id = :organizationId
                              """)
                          .mapToMap()
                          .list()
                          .toString());
      assertThat(row)
          .contains(issued.invitation().id().toString())
          .doesNotContain("ravi", issued.token().substring(43));
      assertThat(issued.toString()).doesNotContain(issued.token());
      assertThat(issued.invitation().toString()).doesNotContain("ravi");
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(MceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
  }
}
