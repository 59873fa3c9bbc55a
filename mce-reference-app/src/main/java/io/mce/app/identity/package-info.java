/**
 * Who is at the other end: users with passwords, and the tokens that stand for them. The engine
 * knows members only by the user id given here.
 */
@NullMarked
package io.mce.app.identity;

import org.jspecify.annotations.NullMarked;
