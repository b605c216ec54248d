using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Asking;

/// <summary>inspect: what a file is, and its exit codes.</summary>
public sealed class InspectTests
{
    private static readonly string[] Contract =
    [
        "path", "kind", "family", "models", "protocol", "role", "load", "version", "build", "container", "signed",
        "embeddedName", "authenticity", "signedOn", "signingKey", "whole", "parts", "problems",
    ];

    [Fact]
    public async Task Files_of_a_package_are_told_apart()
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, PracticeLoads.Sccp);

        JsonElement files = (await RingbackProgram.RunAsync("inspect", library, "--json")).Expect(0).Json;

        Dictionary<string, JsonElement> byName = files.EnumerateArray().ToDictionary(
            f => Path.GetExtension(f.GetProperty("path").GetString()!));
        Assert.Equal([".bin", ".loads", ".sb2", ".sbn"], byName.Keys.Order());
        Assert.Equal("manifest", byName[".loads"].GetProperty("kind").GetString());
        Assert.Equal("loader", byName[".sbn"].GetProperty("role").GetString());
        Assert.Equal("application", byName[".sb2"].GetProperty("role").GetString());
        Assert.Equal("sccp", byName[".sb2"].GetProperty("protocol").GetString());
        Assert.False(byName[".bin"].GetProperty("signed").GetBoolean());
        Assert.All(byName.Values, f => Assert.Subset(
            f.EnumerateObject().Select(p => p.Name).ToHashSet(), Contract.ToHashSet()));
    }

    [Fact]
    public async Task Cut_image_is_found_and_told()
    {
        using ScratchFolder folder = new();
        string library = PracticeLoads.Write(folder, "library", PracticeLoads.Medium, PracticeLoads.Sip);
        string path = Path.Combine(library, PracticeLoads.Sip + ".sb2");
        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        Finished inspected = await RingbackProgram.RunAsync("inspect", path);

        inspected.Expect(1);
        Assert.Contains("NOT WHOLE", inspected.Output);
    }

    [Fact]
    public async Task Missing_file_is_told_in_one_line()
    {
        Finished inspected = await RingbackProgram.RunAsync("inspect", "/nonexistent-folder/P0S3-8-12-00.sb2");

        inspected.Expect(2);
        Assert.Contains("/nonexistent-folder/P0S3-8-12-00.sb2", Assert.Single(inspected.ErrorLines));
    }
}
