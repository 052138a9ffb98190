using System.Collections.Immutable;

namespace Dashboard.Ingestion.AdminApi;

/// <summary>What the rows of all reports have in common.</summary>
internal static class AdminType
{
    /// <summary>What a row is told apart by, in a fixed order; what it does not state is left out.</summary>
    public static string Join(params ReadOnlySpan<string?> parts)
    {
        var kept = new List<string>(parts.Length);
        foreach (var part in parts)
        {
            if (part is { Length: > 0 })
            {
                kept.Add(part);
            }
        }

        return string.Join('/', kept);
    }

    /// <summary>Keeps the row, or what is wrong with it.</summary>
    public static void Add<T>(AdminObject read, T row, ImmutableArray<T>.Builder rows, ImmutableArray<AdminIssue>.Builder issues)
    {
        if (read.Issue is { } issue)
        {
            issues.Add(issue);
        }
        else
        {
            rows.Add(row);
        }
    }
}
