using System.Collections.Frozen;
using Dashboard.Storage.Decisions;

namespace Dashboard.Storage.Writes;

/// <summary>
/// Whose usage was brought under which names and sources, as it was decided when something was said. Whose an event is depends on who said so
/// first, and on what was decided by then; so what is told again is told as of then. What else a decision does holds as it stands now.
/// </summary>
internal sealed class PastPolicies(UsageTables tables, WritePolicy current)
{
    private readonly Dictionary<long, WritePolicy> _known = [];
    private Organisation _organisation = Organisation.None;
    private long? _newest;

    /// <summary>The number of the newest decision.</summary>
    public static async Task<long> NewestAsync(UsageTables tables) =>
        (await tables.QueryAsync("SELECT COALESCE(MAX(sequence), 0) FROM decision", r => r.GetInt64(0)))[0];

    /// <summary>As it stood after a decision; null is now.</summary>
    public async Task<WritePolicy> AfterAsync(long? decision)
    {
        _newest ??= await NewestAsync(tables);
        if (decision is not { } sequence || sequence >= _newest)
        {
            return current;
        }

        if (!_known.TryGetValue(sequence, out var policy))
        {
            if (sequence < _organisation.Version)
            {
                _organisation = Organisation.None;
            }

            await using var sql = tables.AsSql();
            _organisation = await DecisionLog.FoldAsync(sql, _organisation, sequence);
            _known.Add(sequence, policy = current.With(_organisation.Identities, current.Sources.Keys.ToFrozenDictionary(id => id, TermsOf)));
        }

        return policy;
    }

    private SourceTerms TermsOf(int sourceId) => _organisation.Sources.TryGetValue(sourceId, out var source)
        ? new SourceTerms([.. source.Seat.Changes.Select(c => (c.FromMs, c.Value))], current.Sources[sourceId].Pools)
        : new SourceTerms([], current.Sources[sourceId].Pools);
}
