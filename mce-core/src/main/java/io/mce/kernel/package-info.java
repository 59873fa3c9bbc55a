/**
 * The words every feature speaks: who acts ({@link io.mce.kernel.Actor}), for which organization,
 * with which permissions; errors with stable codes; ids, pages, phone numbers and money.
 *
 * <p>Knows no feature and no database.
 */
@NullMarked
package io.mce.kernel;

import org.jspecify.annotations.NullMarked;
