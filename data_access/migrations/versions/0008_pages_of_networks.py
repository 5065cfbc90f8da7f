"""Pages of networks

What a network says about itself on its public page.
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

PROVENANCES = ('published', 'submitted', 'illustrative')
LENGTHS = {
    'about': 1200, 'payment_policy': 1200, 'payment_link': 600, 'get_involved': 1200, 'contact_link': 600,
    'network_code': 10, 'provenance_note': 600,
}


def upgrade() -> None:
    op.create_table('network_profile',
    sa.Column('provenance', sa.Enum(*PROVENANCES, name='provenance', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('provenance_note', sa.String(length=600), nullable=False),
    sa.Column('network_code', sa.String(length=10), nullable=False),
    sa.Column('about', sa.String(length=1200), nullable=False),
    sa.Column('payment_policy', sa.String(length=1200), nullable=False),
    sa.Column('payment_link', sa.String(length=600), nullable=False),
    sa.Column('get_involved', sa.String(length=1200), nullable=False),
    sa.Column('contact_link', sa.String(length=600), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    *(
        sa.CheckConstraint(f'length({name}) <= {most}', name=op.f(f'ck_network_profile_{name}_length'))
        for name, most in LENGTHS.items()
    ),
    sa.ForeignKeyConstraint(['network_code'], ['network.code'], name=op.f('fk_network_profile_network_code'), ondelete='RESTRICT'),
    sa.PrimaryKeyConstraint('network_code', name=op.f('pk_network_profile'))
    )
    op.create_index(op.f('ix_network_profile_provenance'), 'network_profile', ['provenance'], unique=False)
