/**
 * Organizations, the units of isolation, and the people who work in them with a role each.
 *
 * <p>Publishes OrganizationCreated, OrganizationChanged and MemberJoined. Uses the foundation only.
 * Passwords and tokens are the host's: a member carries the host's user id.
 */
@NullMarked
package io.mce.organization;

import org.jspecify.annotations.NullMarked;
