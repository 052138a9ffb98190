using System.Collections.Frozen;
using System.Collections.Immutable;
using Dashboard.Credits.Cycles;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Seats;
using Dashboard.Credits.Usage;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Writes;

/// <summary>Reads the decisions a write depends on. Every change of one raises the version, so that other processes notice.</summary>
internal static class PolicyReader
{
    public const string VersionCounter = "policy";

    /// <summary>The current policy; the same instance while nothing was decided.</summary>
    public static async Task<WritePolicy> ReadAsync(UsageTables tables, WritePolicy? known)
    {
        var versions = await tables.QueryAsync("SELECT value FROM counter WHERE name = 'policy'", r => r.GetInt64(0));
        var version = versions.Count == 0 ? 0 : versions[0];
        if (known?.Version == version)
        {
            return known;
        }

        var organisation = await tables.QueryAsync(
            "SELECT time_zone, contract_numerator, contract_denominator FROM organisation WHERE id = 1",
            r => (Zone: r.GetString(0), Numerator: r.GetInt32(1), Denominator: r.GetInt32(2)));
        var added = await tables.QueryAsync("SELECT text FROM added_price_row ORDER BY id", r => PriceRowText.Parse(r.GetString(0)));
        var seats = await tables.QueryAsync("SELECT email, id FROM seat", r => KeyValuePair.Create(r.GetString(0), r.GetInt32(1)));
        return new WritePolicy
        {
            Version = version,
            Book = added.Count == 0 ? PriceBook.Shipped : PriceBook.Shipped.With(added),
            Contract = new Ratio(organisation[0].Numerator, organisation[0].Denominator),
            Rules = await RulesAsync(tables),
            Zone = ZoneDays.Find(organisation[0].Zone),
            Identities = await IdentitiesAsync(tables, seats.ToFrozenDictionary(StringComparer.Ordinal)),
            Sources = await SourcesAsync(tables),
            Money = await MoneyAsync(tables),
        };
    }

    private static async Task<PoolRules> RulesAsync(UsageTables tables)
    {
        var newest = await tables.QueryAsync("SELECT payload FROM decision WHERE kind = 'pool-rules-changed' ORDER BY sequence DESC LIMIT 1", r => r.GetString(0));
        return newest.Count == 0 ? PoolRules.Shipped : ((PoolRulesChanged)DecisionJson.Read(newest[0])).Rules;
    }

    private static async Task<IdentityMap> IdentitiesAsync(UsageTables tables, FrozenDictionary<string, int> seats)
    {
        var decided = await tables.QueryAsync(
            "SELECT payload, effective_at_ms, sequence FROM decision WHERE kind IN ('identity-assigned', 'identity-rules-set') ORDER BY sequence",
            r => (Body: (IdentityDecision)DecisionJson.Read(r.GetString(0)), From: r.GetInt64(1), Sequence: r.GetInt64(2)));
        return decided.Aggregate(new IdentityMap { SeatIds = seats }, (map, d) => map.With(d.Body, d.From, d.Sequence));
    }

    private static async Task<ImmutableDictionary<int, History<VendorMoney?>>> MoneyAsync(UsageTables tables)
    {
        var decided = await tables.QueryAsync(
            "SELECT payload, effective_at_ms, sequence FROM decision WHERE kind = 'money-source-set' ORDER BY sequence",
            r => (Body: (MoneySourceSet)DecisionJson.Read(r.GetString(0)), From: r.GetInt64(1), Sequence: r.GetInt64(2)));
        return decided.Aggregate(VendorMoney.Never, (money, d) => VendorMoney.With(money, d.Body, d.From, d.Sequence));
    }

    private static async Task<FrozenDictionary<int, SourceTerms>> SourcesAsync(UsageTables tables)
    {
        var ids = await tables.QueryAsync("SELECT id FROM source", r => r.GetInt32(0));
        var seats = await tables.QueryAsync("SELECT source_id, from_ms, seat_id FROM source_seat ORDER BY from_ms, id", r => (Source: r.GetInt32(0), From: r.GetInt64(1), Seat: r.GetInt32(2)));
        var pools = await tables.QueryAsync("SELECT source_id, from_ms, pool FROM source_pool ORDER BY from_ms, id", r => (Source: r.GetInt32(0), From: r.GetInt64(1), Pool: (Pool)r.GetInt32(2)));
        var seatsOf = seats.ToLookup(s => s.Source, s => (s.From, s.Seat));
        var poolsOf = pools.ToLookup(p => p.Source, p => (p.From, p.Pool));
        return ids.ToFrozenDictionary(id => id, id => new SourceTerms(seatsOf[id].ToImmutableArray(), poolsOf[id].ToImmutableArray()));
    }
}
