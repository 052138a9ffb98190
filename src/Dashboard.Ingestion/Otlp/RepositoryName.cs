namespace Dashboard.Ingestion.Otlp;

/// <summary>The name of a repository, however it was stated; never a path of somebody's machine.</summary>
internal static class RepositoryName
{
    private const int MostText = 200;

    /// <summary><c>owner/name</c>, or the name alone; null when there is none.</summary>
    public static string? Of(string? stated)
    {
        if (stated is null or { Length: > 1_000 })
        {
            return null;
        }

        var isPath = stated[0] is '/' or '\\' or '~' or '.' || (stated.Length > 2 && stated[1] == ':' && stated[2] is '/' or '\\');
        var at = stated.IndexOf("://", StringComparison.Ordinal);
        var isAddress = at > 0 || stated.Contains('@', StringComparison.Ordinal);
        var rest = at > 0 ? stated[(at + 3)..] : stated;
        rest = rest.Split('?', '#')[0];
        var parts = rest.Split(['/', '\\', isAddress ? ':' : '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var named = isAddress ? parts.Skip(1).ToArray() : parts;
        var taken = isPath ? named.TakeLast(1) : named.TakeLast(2);
        var name = string.Join('/', taken);
        name = name.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        return name is { Length: > 0 and <= MostText } && !name.Contains('\0') ? name : null;
    }
}
