using System.Text.Json.Serialization;
using Dashboard.Credits.Projection;
using Dashboard.Storage.Doctor;
using Dashboard.Storage.Runbooks;

namespace Dashboard.Storage.Books;

/// <summary>JSON of the small derived things.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true, Converters = [typeof(NanodollarsConverter)])]
[JsonSerializable(typeof(BooksState))]
[JsonSerializable(typeof(DoctorRound))]
[JsonSerializable(typeof(OrganisationFigures))]
[JsonSerializable(typeof(ProjectionBasis))]
[JsonSerializable(typeof(RunbookState))]
internal sealed partial class BooksJson : JsonSerializerContext;
