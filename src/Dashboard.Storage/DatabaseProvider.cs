namespace Dashboard.Storage;

/// <summary>The databases the product runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}
