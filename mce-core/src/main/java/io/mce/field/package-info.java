/**
 * Custom fields: what an organization wants to know of its leads beside what every lead has, with a
 * type that says which texts are values. Publishes that fields came, changed and went; uses
 * organization. Values live with the leads, which are above.
 */
@NullMarked
package io.mce.field;

import org.jspecify.annotations.NullMarked;
