using System.Text.Json.Serialization;

namespace Dashboard.Ingestion.Csv;

/// <summary>What one row is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CsvRowKind>))]
public enum CsvRowKind
{
    /// <summary>One request: it meets what other sources say of the same request.</summary>
    Request,

    /// <summary>The sum of a person's requests of a day or longer: it meets nothing but itself.</summary>
    Sum,
}
