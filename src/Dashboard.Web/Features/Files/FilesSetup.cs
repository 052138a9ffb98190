using Dashboard.Cli.Import;

namespace Dashboard.Web.Features.Files;

/// <summary>Registers what the import of files needs.</summary>
internal static class FilesSetup
{
    public static void AddFiles(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CsvImport>().AddSingleton<UploadedFiles>().AddSingleton<FilesDesk>();
    }
}
