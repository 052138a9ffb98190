using System.Collections.Frozen;
using System.Text;

namespace Dashboard.Ingestion.Otlp;

/// <summary>The attributes of one resource, record or point, as far as they mean something; emptied and used again for the next one.</summary>
internal sealed class OtlpAttributes(Utf8StringCache strings)
{
    private const int MostNameBytes = 128;
    private const int MostErrorBytes = 4_000;
    private const int MostTextBytes = 2_048;
    private const int MostOthers = 64;

    private static readonly FrozenDictionary<string, OtlpField> Names = new Dictionary<string, OtlpField>(StringComparer.Ordinal)
    {
        ["event.name"] = OtlpField.EventName,
        ["event.timestamp"] = OtlpField.EventTimestamp,
        ["event.sequence"] = OtlpField.EventSequence,
        ["session.id"] = OtlpField.SessionId,
        ["model"] = OtlpField.Model,
        ["input_tokens"] = OtlpField.InputTokens,
        ["output_tokens"] = OtlpField.OutputTokens,
        ["cache_read_tokens"] = OtlpField.CacheReadTokens,
        ["cache_creation_tokens"] = OtlpField.CacheCreationTokens,
        ["cache_creation_5m_tokens"] = OtlpField.CacheCreation5m,
        ["cache_creation_1h_tokens"] = OtlpField.CacheCreation1h,
        ["cost_usd"] = OtlpField.CostUsd,
        ["cost_usd_micros"] = OtlpField.CostUsdMicros,
        ["cost_basis"] = OtlpField.CostBasis,
        ["costBasis"] = OtlpField.CostBasis,
        ["request_id"] = OtlpField.RequestId,
        ["speed"] = OtlpField.Speed,
        ["inference_geo"] = OtlpField.Geo,
        ["query_source"] = OtlpField.QuerySource,
        ["agent.name"] = OtlpField.AgentName,
        ["app.entrypoint"] = OtlpField.Entrypoint,
        ["entrypoint"] = OtlpField.Entrypoint,
        ["user.email"] = OtlpField.UserEmail,
        ["enduser.id"] = OtlpField.EndUser,
        ["user.account_uuid"] = OtlpField.Account,
        ["user.account_id"] = OtlpField.Account,
        ["user.id"] = OtlpField.Install,
        ["error"] = OtlpField.Error,
        ["status_code"] = OtlpField.StatusCode,
        ["type"] = OtlpField.TokenType,
        ["team"] = OtlpField.Team,
        ["team.id"] = OtlpField.Team,
        ["team.name"] = OtlpField.Team,
        ["cost_center"] = OtlpField.CostCentre,
        ["cost_centre"] = OtlpField.CostCentre,
        ["cost.center"] = OtlpField.CostCentre,
        ["cost.centre"] = OtlpField.CostCentre,
        ["repository"] = OtlpField.Repository,
        ["repository.name"] = OtlpField.Repository,
        ["vcs.repository.name"] = OtlpField.Repository,
        ["vcs.repository.url.full"] = OtlpField.Repository,
        ["github.repository"] = OtlpField.Repository,
        ["workflow"] = OtlpField.Workflow,
        ["workflow.name"] = OtlpField.Workflow,
        ["github.workflow"] = OtlpField.Workflow,
        ["cicd.pipeline.name"] = OtlpField.Workflow,
        ["app"] = OtlpField.App,
        ["app.name"] = OtlpField.App,
        ["service.name"] = OtlpField.ServiceName,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly OtlpValue[] values = new OtlpValue[(int)OtlpField.Count];

    /// <summary>Attributes of a resource that have no place of their own: the organisation's own words.</summary>
    public List<KeyValuePair<string, string>> Others { get; } = [];

    /// <summary>Another number after each <see cref="Clear"/>.</summary>
    public int Version { get; private set; }

    /// <summary>Whether others are kept: those of a resource are, those of a record are not.</summary>
    public bool KeepsOthers { get; init; }

    public OtlpValue this[OtlpField field] => values[(int)field];

    public void Clear()
    {
        Version++;
        Array.Clear(values);
        Others.Clear();
    }

    /// <summary>Whether the value of this attribute has to be read at all, and what it is.</summary>
    public bool Wants(ReadOnlySpan<byte> name, out OtlpField? field, out string text)
    {
        (field, text) = (null, "");
        if (name.Length is 0 or > MostNameBytes)
        {
            return false;
        }

        text = strings.Get(name);
        if (Names.TryGetValue(text, out var known))
        {
            field = known;
            return values[(int)known].Kind == OtlpKind.None;
        }

        return KeepsOthers && Others.Count < MostOthers;
    }

    /// <summary>Keeps a value that is wanted. Of two names for one thing the first stands.</summary>
    public void Set(OtlpField? field, string name, OtlpValue value)
    {
        if (field is { } known)
        {
            values[(int)known] = value;
        }
        else if (value.AsText() is { } text)
        {
            Others.Add(new(name, text));
        }
    }

    /// <summary>A text of this field, cut where nothing could use more of it.</summary>
    public string TextOf(OtlpField? field, ReadOnlySpan<byte> utf8) =>
        field == OtlpField.Error ? Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MostErrorBytes)])
        : strings.Get(utf8[..Math.Min(utf8.Length, MostTextBytes)]);
}
