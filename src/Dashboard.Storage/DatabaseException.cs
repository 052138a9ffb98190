namespace Dashboard.Storage;

/// <summary>The database cannot be used as it is. The message is for the operator and holds no secret.</summary>
public sealed class DatabaseException : Exception
{
    public DatabaseException(string message)
        : base(message)
    {
    }

    public DatabaseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
