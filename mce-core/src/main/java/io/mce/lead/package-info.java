/**
 * Leads: who they are, by which phone numbers and other names they are known, what state they are
 * in. The one place where drafts from every source meet existing leads, so that one person is one
 * lead. Publishes what happens to leads; uses organization.
 */
@NullMarked
package io.mce.lead;

import org.jspecify.annotations.NullMarked;
