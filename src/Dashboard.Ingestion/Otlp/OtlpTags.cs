using System.Collections.Immutable;

namespace Dashboard.Ingestion.Otlp;

/// <summary>What a resource says about who and what, as an e-mail of a seat and as tags.</summary>
internal sealed class OtlpTags
{
    private const int MostText = 256;
    private const int MostTags = 24;

    /// <summary>What every client states about its machine says nothing about cost.</summary>
    private static readonly string[] Machine = ["service.", "os.", "host.", "process.", "telemetry.", "wsl.", "container.", "k8s.", "cloud.", "device.", "faas.", "terminal."];

    /// <summary>Attributes that name whose usage it is, and the tags they are kept as.</summary>
    private static readonly (string Attribute, string Tag)[] Identities =
        [("host.name", "host"), ("api_key.id", "api_key_id"), ("api_key.name", "api_key_name"), ("workspace.id", "workspace_id"), ("workspace.name", "workspace")];

    /// <summary>The e-mail a seat is found by: the signed-in account's, else the one the organisation set itself.</summary>
    public static string? SeatOf(OtlpValue email, OtlpValue endUser) => Email(email.AsText()) ?? Email(endUser.AsText());

    private Asked last;
    private ImmutableSortedDictionary<string, string>? lastTags;

    /// <summary>
    /// Team, cost centre, the organisation's own attributes, where in the run the request came from; and, where nobody states an e-mail, the
    /// account or install. Records of one request mostly have the same: those share one instance.
    /// </summary>
    public ImmutableSortedDictionary<string, string>? Of(OtlpRecord record, string? seat)
    {
        var asked = new Asked(
            record.Resource.Version,
            record.Text(OtlpField.Team),
            record.Text(OtlpField.CostCentre),
            record.Own[OtlpField.QuerySource].AsText(),
            record.Own[OtlpField.AgentName].AsText(),
            seat is null ? record.Text(OtlpField.EndUser) : null,
            seat is null ? record.Text(OtlpField.Account) : null,
            seat is null ? record.Text(OtlpField.Install) : null);
        if (asked != last)
        {
            (last, lastTags) = (asked, Make(asked, record.Resource.Others));
        }

        return lastTags;
    }

    private static ImmutableSortedDictionary<string, string>? Make(Asked asked, List<KeyValuePair<string, string>> others)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Add(tags, "team", asked.Team);
        Add(tags, "cost_centre", asked.CostCentre);
        Add(tags, "query_source", asked.QuerySource);
        Add(tags, "agent", asked.Agent);
        Add(tags, "enduser", asked.EndUser);
        Add(tags, "account", asked.Account);
        Add(tags, "install", asked.Install);
        foreach (var (attribute, tag) in Identities)
        {
            Add(tags, tag, others.Find(o => o.Key == attribute).Value);
        }

        foreach (var (name, value) in others)
        {
            if (!Identities.Any(i => i.Attribute == name) && !Machine.Any(m => name.StartsWith(m, StringComparison.Ordinal)))
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

    private readonly record struct Asked(int Resource, string? Team, string? CostCentre, string? QuerySource, string? Agent, string? EndUser, string? Account, string? Install);
}
