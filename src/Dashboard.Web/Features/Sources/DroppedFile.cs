using Dashboard.Cli.Import;
using Microsoft.AspNetCore.Components.Forms;

namespace Dashboard.Web.Features.Sources;

/// <summary>A file that waits, is read, or was read.</summary>
public sealed class DroppedFile(IBrowserFile file, string? refusal)
{
    /// <summary>The browser's file.</summary>
    public IBrowserFile File { get; } = file;

    /// <summary>Its name without folders.</summary>
    public string Name { get; } = Path.GetFileName(file.Name);

    /// <summary>Why it is not read, or null.</summary>
    public string? Refusal { get; set; } = refusal;

    /// <summary>What it brought; null while it waits.</summary>
    public IntakeResult? Result { get; set; }
}
