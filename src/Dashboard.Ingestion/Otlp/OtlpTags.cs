using System.Collections.Immutable;

namespace Dashboard.Ingestion.Otlp;

/// <summary>What a resource says about who and what, as an e-mail of a seat and as tags.</summary>
internal static class OtlpTags
{
    private const int MostText = 256;
    private const int MostTags = 24;

    /// <summary>What every client states about its machine says nothing about cost.</summary>
    private static readonly string[] Machine = ["service.", "os.", "host.", "process.", "telemetry.", "wsl.", "container.", "k8s.", "cloud.", "device.", "faas.", "terminal."];

    /// <summary>The e-mail a seat is found by: the signed-in account's, else the one the organisation set itself.</summary>
    public static string? SeatOf(OtlpValue email, OtlpValue endUser) => Email(email.AsText()) ?? Email(endUser.AsText());

    /// <summary>Team, cost centre, the organisation's own attributes, where in the run the request came from; and, where nobody states an e-mail, the account or install.</summary>
    public static ImmutableSortedDictionary<string, string>? Of(OtlpRecord record)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Add(tags, "team", record.Text(OtlpField.Team));
        Add(tags, "cost_centre", record.Text(OtlpField.CostCentre));
        Add(tags, "query_source", record.Own[OtlpField.QuerySource].AsText());
        Add(tags, "agent", record.Own[OtlpField.AgentName].AsText());
        if (SeatOf(record[OtlpField.UserEmail], record[OtlpField.EndUser]) is null)
        {
            Add(tags, "enduser", record.Text(OtlpField.EndUser));
            Add(tags, "account", record.Text(OtlpField.Account));
            Add(tags, "install", record.Text(OtlpField.Install));
        }

        foreach (var (name, value) in record.Resource.Others)
        {
            if (!Machine.Any(m => name.StartsWith(m, StringComparison.Ordinal)))
            {
                Add(tags, name, value);
            }
        }

        return tags.Count > 0 ? tags.ToImmutable() : null;
    }

    private static void Add(ImmutableSortedDictionary<string, string>.Builder tags, string name, string? value)
    {
        if (value is { Length: > 0 and <= MostText } && name.Length <= MostText && tags.Count < MostTags && !value.Contains('\0') && !name.Contains('\0'))
        {
            tags.TryAdd(name, value);
        }
    }

    private static string? Email(string? text) =>
        text is { Length: > 2 and <= MostText } && text.Contains('@') ? text.ToLowerInvariant() : null;
}
