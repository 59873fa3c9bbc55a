/**
 * Restrictions on the status of leads by role, and approvals of what a role may not change by
 * itself. {@link io.mce.approval.StatusRequests} is the service. Publishes changed rules and what
 * becomes of requests. Uses organization, lead and notification.
 */
@NullMarked
package io.mce.approval;

import org.jspecify.annotations.NullMarked;
