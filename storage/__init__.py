"""Everything that is kept, in SQL. The only package that knows SQLAlchemy.

SQLite serves one office on one machine. The statements keep to what PostgreSQL understands as well.
"""
