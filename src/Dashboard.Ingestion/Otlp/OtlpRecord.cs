namespace Dashboard.Ingestion.Otlp;

/// <summary>One log record as it stands in a request; used again for the next one.</summary>
internal sealed class OtlpRecord(Utf8StringCache strings)
{
    /// <summary>Of the resource it stands under.</summary>
    public OtlpAttributes Resource { get; } = new(strings) { KeepsOthers = true };

    /// <summary>Its own.</summary>
    public OtlpAttributes Own { get; } = new(strings);

    /// <summary>The scope it stands under.</summary>
    public string Scope { get; set; } = "";

    /// <summary>The name of the event as the record itself says it, or its body when that is one.</summary>
    public string Name { get; set; } = "";

    /// <summary>Unix nanoseconds; 0 for none.</summary>
    public ulong TimeNano { get; set; }

    /// <summary>The same of the collector.</summary>
    public ulong ObservedNano { get; set; }

    /// <summary>The record's own attribute, else that of its resource.</summary>
    public OtlpValue this[OtlpField field] => Own[field] is { Kind: not OtlpKind.None } own ? own : Resource[field];

    /// <summary>The same as text; null when there is none.</summary>
    public string? Text(OtlpField field) => this[field].AsText();

    public void Clear()
    {
        Own.Clear();
        (Name, TimeNano, ObservedNano) = ("", 0, 0);
    }
}
