using System.Text.Json.Serialization;

namespace Dashboard.Cli.Config;

[JsonSerializable(typeof(string))]
internal sealed partial class ConfigJson : JsonSerializerContext;
