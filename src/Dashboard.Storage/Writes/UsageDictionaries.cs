using System.Collections.Immutable;
using System.Text.Json;
using Dashboard.Credits.Rating;
using Dashboard.Credits.Usage;

namespace Dashboard.Storage.Writes;

/// <summary>All dictionary tables of usage.</summary>
internal sealed class UsageDictionaries
{
    private readonly Dictionary<PriceRow, string> _priceTexts = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ContextKey, string> _contextTexts = [];
    private readonly Dictionary<string, ContextKey> _contexts = new(StringComparer.Ordinal);

    private (ContextKey? Key, string Text) _last = (null, "");
    private (ImmutableSortedDictionary<string, string>? Tags, string Text) _lastTags = (null, "");

    private readonly HashSet<string> _wantedModels = new(StringComparer.Ordinal);
    private readonly HashSet<PriceRow> _wantedPrices = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PriceRow, long> _priceIds = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<long, long> _projects = [];
    private readonly Dictionary<long, long> _normalModels = [];

    public TextDictionary Models { get; } = new("model");

    public TextDictionary Sessions { get; } = new("session");

    public TextDictionary Projects { get; } = new("project");

    public TextDictionary Actors { get; } = new("actor");

    public TextDictionary Tags { get; } = new("tags");

    public TextDictionary Contexts { get; } = new("context");

    public TextDictionary PriceRows { get; } = new("price_row");

    private IEnumerable<TextDictionary> All => [Models, Sessions, Projects, Actors, Tags, Contexts, PriceRows];

    /// <summary>Notes everything that the row of this event will need.</summary>
    public void Want(UsageRecord effective, PriceRow? priceRow)
    {
        if (_wantedModels.Add(effective.Model))
        {
            Models.Want(effective.Model);
            Models.Want(ModelId.Normalize(effective.Model));
        }

        Sessions.Want(effective.Session);
        Projects.Want(effective.Project);
        Actors.Want(effective.SeatEmail);
        Tags.Want(TextOf(effective.Tags));
        Contexts.Want(TextOf(effective));
        if (priceRow is not null && _wantedPrices.Add(priceRow))
        {
            PriceRows.Want(TextOf(priceRow));
        }
    }

    public async Task ResolveAsync(UsageTables tables)
    {
        await Models.ResolveAsync(tables);
        await Sessions.ResolveAsync(tables);
        await Projects.ResolveAsync(tables);
        await Actors.ResolveAsync(tables);
        await Tags.ResolveAsync(tables);
        await PriceRows.ResolveAsync(tables);
        foreach (var text in await Contexts.ResolveAsync(tables))
        {
            var c = ContextOf(text);
            await tables.ExecuteAsync(
                "UPDATE context SET source = @source, entrypoint = @entrypoint, app = @app, project_id = @project, repository = @repository, workflow = @workflow, speed = @speed, geo = @geo, batch = @batch WHERE id = @id",
                ("@source", (int)c.Source),
                ("@entrypoint", c.Entrypoint),
                ("@app", c.App),
                ("@project", c.Project is null ? 0 : (int)Projects.IdOf(c.Project)),
                ("@repository", c.Repository),
                ("@workflow", c.Workflow),
                ("@speed", c.Speed),
                ("@geo", c.Geo),
                ("@batch", c.Batch),
                ("@id", (int)Contexts.IdOf(text)));
        }
    }

    /// <summary>Makes everything known that these event rows point to.</summary>
    public async Task LoadAsync(UsageTables tables, IReadOnlyCollection<long[]> rows)
    {
        await Models.LoadAsync(tables, rows.Select(r => r[EventColumn.Model]));
        await Sessions.LoadAsync(tables, rows.Select(r => r[EventColumn.Session]));
        await Actors.LoadAsync(tables, rows.Select(r => r[EventColumn.Actor]));
        await Tags.LoadAsync(tables, rows.Select(r => r[EventColumn.Tags]));
        await Contexts.LoadAsync(tables, rows.Select(r => r[EventColumn.Context]));
        foreach (var context in rows.Select(r => r[EventColumn.Context]).Distinct())
        {
            Projects.Want(ContextOf(Contexts.TextOf(context)!).Project);
        }

        await Projects.ResolveAsync(tables);
        foreach (var model in rows.Select(r => r[EventColumn.Model]).Distinct())
        {
            Models.Want(ModelId.Normalize(Models.TextOf(model)!));
        }

        await Models.ResolveAsync(tables);
    }

    public long ContextIdOf(UsageRecord effective) => Contexts.IdOf(TextOf(effective));

    public ContextKey ContextOf(long id) => ContextOf(Contexts.TextOf(id)!);

    /// <summary>The project of a known context; 0 for none.</summary>
    public long ProjectIdOf(long contextId)
    {
        if (!_projects.TryGetValue(contextId, out var id))
        {
            id = ContextOf(contextId).Project is { } project ? Projects.IdOf(project) : 0;
            _projects.Add(contextId, id);
        }

        return id;
    }

    /// <summary>The normalised model of a known model.</summary>
    public long NormalModelIdOf(long modelId)
    {
        if (!_normalModels.TryGetValue(modelId, out var id))
        {
            id = Models.IdOf(ModelId.Normalize(Models.TextOf(modelId)!));
            _normalModels.Add(modelId, id);
        }

        return id;
    }

    public long PriceRowIdOf(PriceRow? row)
    {
        if (row is null)
        {
            return IntTable.Null;
        }

        if (!_priceIds.TryGetValue(row, out var id))
        {
            _priceIds.Add(row, id = PriceRows.IdOf(TextOf(row)));
        }

        return id;
    }

    public long TagsIdOf(UsageRecord effective) => Tags.IdOf(TextOf(effective.Tags));

    public ImmutableSortedDictionary<string, string>? TagsOf(long id) =>
        Tags.TextOf(id) is { } text ? JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(text) : null;

    public void Trim(bool all)
    {
        foreach (var dictionary in All)
        {
            dictionary.Trim(all);
        }

        if (_contexts.Count > 100_000)
        {
            _contexts.Clear();
            _last = default;
            _contextTexts.Clear();
        }

        _wantedModels.Clear();
        _wantedPrices.Clear();
        _priceTexts.Clear();
        _priceIds.Clear();
        _projects.Clear();
        _normalModels.Clear();
    }

    /// <summary>Events that were read together mostly share their tags.</summary>
    private string? TextOf(ImmutableSortedDictionary<string, string>? tags)
    {
        if (tags is null)
        {
            return null;
        }

        if (!ReferenceEquals(tags, _lastTags.Tags))
        {
            _lastTags = (tags, JsonSerializer.Serialize(tags));
        }

        return _lastTags.Text;
    }

    private string TextOf(PriceRow row)
    {
        if (!_priceTexts.TryGetValue(row, out var text))
        {
            _priceTexts.Add(row, text = PriceRowText.Of(row));
        }

        return text;
    }

    private string TextOf(UsageRecord effective)
    {
        if (_last.Key?.IsOf(effective) == true)
        {
            return _last.Text;
        }

        var key = new ContextKey(effective);
        if (!_contextTexts.TryGetValue(key, out var text))
        {
            text = key.ToJson();
            _contextTexts.Add(key, text);
            _contexts[text] = key;
        }

        _last = (key, text);
        return text;
    }

    private ContextKey ContextOf(string text)
    {
        if (!_contexts.TryGetValue(text, out var key))
        {
            _contexts.Add(text, key = JsonSerializer.Deserialize<ContextKey>(text)!);
        }

        return key;
    }
}
