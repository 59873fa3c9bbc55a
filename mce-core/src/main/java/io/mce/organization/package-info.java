/**
 * Organizations, the units of isolation, the people who work in them with a role each, invitations
 * to join them, and the keys of programs.
 *
 * <p>Publishes OrganizationCreated, OrganizationChanged, MemberJoined, MemberChanged,
 * MemberInvited, InvitationWithdrawn, ApiKeyCreated and ApiKeyRevoked. Uses the foundation only.
 * Passwords and log-ins are the host's: a member carries the host's user id.
 */
@NullMarked
package io.mce.organization;

import org.jspecify.annotations.NullMarked;
