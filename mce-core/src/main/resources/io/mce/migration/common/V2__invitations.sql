-- Invitations to join an organization. The token of one is not stored.

create table mce_invitation (
  organization_id ${id} not null,
  id ${id} not null,
  email_key text not null,
  email_sealed text not null,
  role text not null,
  state text not null,
  invited_by text not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (organization_id, id),
  foreign key (organization_id) references mce_organization (organization_id)
);
create unique index mce_invitation_open on mce_invitation (organization_id, email_key)
  where state = 'OPEN';
