using System.Text.Json;

namespace Dashboard.Storage.Audit;

/// <summary>What an erasure did, as its entry keeps it: who and which details were erased, and what the decisions it rewrote hash to since.</summary>
/// <param name="Pseudonym">What stands for the person now.</param>
/// <param name="People">Numbers of the erased names.</param>
/// <param name="Entries">Entries whose details were erased.</param>
/// <param name="Decisions">Hashes of the rewritten decisions whose details are erased, in hexadecimal, by sequence.</param>
internal sealed record ErasureRecord(string Pseudonym, IReadOnlyList<int> People, IReadOnlyList<long> Entries, SortedDictionary<long, string> Decisions)
{
    public const string Kind = "person-erased";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Null for what is no record.</summary>
    public static ErasureRecord? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize<ErasureRecord>(json, Options) is { People: not null, Entries: not null, Decisions: not null } record ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string PseudonymOf(int person) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"erased-{person}@erased.invalid");

    public static string NameOf(int person) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"erased-{person}");
}
