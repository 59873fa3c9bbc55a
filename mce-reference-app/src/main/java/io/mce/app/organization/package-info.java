/** The organization, its members, invitations and API keys over HTTP. */
@NullMarked
package io.mce.app.organization;

import org.jspecify.annotations.NullMarked;
