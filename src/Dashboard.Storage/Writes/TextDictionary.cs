namespace Dashboard.Storage.Writes;

/// <summary>A dictionary table with what was lately asked of it kept in memory. Rows are never changed, so only a rollback can make memory wrong.</summary>
internal sealed class TextDictionary(string table)
{
    private const int Capacity = 200_000;

    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _texts = [];
    private (string? Text, long Id) _last;
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);
    private string? _lastWanted;

    /// <summary>Notes that the id of this text will be asked for.</summary>
    public void Want(string? text)
    {
        // Events that follow each other mostly share their texts, down to the instance.
        if (text is null || ReferenceEquals(text, _lastWanted))
        {
            return;
        }

        _lastWanted = text;
        if (!_ids.ContainsKey(text))
        {
            _wanted.Add(text);
        }
    }

    /// <summary>Finds or adds all that is wanted; the texts that were not in memory.</summary>
    public async Task<IReadOnlyCollection<string>> ResolveAsync(UsageTables tables)
    {
        if (_wanted.Count == 0)
        {
            return [];
        }

        var wanted = _wanted.ToList();
        _wanted.Clear();
        await tables.ResolveAsync(table, wanted, _ids);
        foreach (var text in wanted)
        {
            _texts[_ids[text]] = text;
        }

        return wanted;
    }

    /// <summary>The id of a text that was wanted and resolved in this transaction.</summary>
    public long IdOf(string? text)
    {
        if (text is null)
        {
            return IntTable.Null;
        }

        if (!ReferenceEquals(text, _last.Text))
        {
            _last = (text, _ids[text]);
        }

        return _last.Id;
    }

    /// <summary>Makes these texts known.</summary>
    public async Task LoadAsync(UsageTables tables, IEnumerable<long> ids)
    {
        var missing = ids.Where(id => id > 0 && !_texts.ContainsKey(id)).ToHashSet();
        if (missing.Count > 0)
        {
            await tables.TextsAsync(table, missing, _texts);
        }
    }

    /// <summary>The text of a loaded id; null for none.</summary>
    public string? TextOf(long id) => id is IntTable.Null or 0 ? null : _texts[id];

    /// <summary>Between transactions: forgets everything after a rollback, and the excess otherwise.</summary>
    public void Trim(bool all)
    {
        _wanted.Clear();
        _lastWanted = null;
        if (all || _ids.Count > Capacity || _texts.Count > Capacity)
        {
            _last = default;
            _ids.Clear();
            _texts.Clear();
        }
    }
}
