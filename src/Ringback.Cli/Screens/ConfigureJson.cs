using Ringback.Catalogue.Loads;
using Ringback.Cli.Configuring;
using Ringback.Files.Generation;

namespace Ringback.Cli.Screens;

/// <summary>The JSON of <c>configure</c>.</summary>
internal sealed record ConfigureJson(
    IReadOnlyList<ConfiguredPhone> Phones, IReadOnlyList<ConfiguredFile> Files,
    IReadOnlyList<ConfigurationRemark> Problems)
{
    internal static ConfigureJson Of(
        IEnumerable<ConfigurationRequest> requests, IEnumerable<OutputFile> files,
        IReadOnlyList<ConfigurationRemark> remarks) => new(
            [.. requests.Select(r =>
                new ConfiguredPhone(r.Mac.ToString(), r.Model.Model, r.Load.Text, r.Load.Protocol))],
            [.. files.Select(f => new ConfiguredFile(f.File.Name, f.Path, f.File.Content.Length, f.File.Why,
                f.State switch
                {
                    OutputState.New => "written",
                    OutputState.Same => "same",
                    _ => "replaced",
                }))],
            remarks);
}

/// <summary>A phone.</summary>
internal sealed record ConfiguredPhone(string Mac, string Model, string Load, PhoneProtocol? Protocol);

/// <summary>A file.</summary>
internal sealed record ConfiguredFile(string Name, string Path, int Bytes, string Why, string State);
