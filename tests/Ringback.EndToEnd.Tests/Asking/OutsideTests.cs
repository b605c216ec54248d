using Ringback.EndToEnd.Tests.Programs;
using Ringback.EndToEnd.Tests.Serving;

namespace Ringback.EndToEnd.Tests.Asking;

/// <summary>Verbs that write, in folders where somebody has laid links: nothing outside changes.</summary>
public sealed class OutsideTests : IDisposable
{
    private const string Phone = "SIP000E84C060A6.cnf";
    private const string Broken = "line1_name: \"2001\"\r\nproxy1_port=5060\r\n";

    private readonly ScratchFolder _folder = new();

    public OutsideTests()
    {
        File.WriteAllText(Path.Combine(_folder.Folder("outside"), "precious"), "precious");
        _folder.Folder("in");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("precious")]
    [InlineData("made")]
    public async Task Profile_is_not_written_through_links(string target)
    {
        File.WriteAllText(_folder["in.txt"], "#txt\nDhcp:1\n");
        foreach (string name in (string[])["gk0011", "gk0011.part", "gk0011.tmp"]) Link(name, target);
        await RingbackProgram.RunAsync(
            "profile", "compile", _folder["in.txt"], _folder["in/gk0011"], "--overwrite");
        Untouched();
    }

    [Theory]
    [InlineData("precious")]
    [InlineData("made")]
    public async Task Repaired_configuration_is_not_written_through_links(string target)
    {
        File.WriteAllText(_folder["in/" + Phone], Broken);
        foreach (string name in (string[])["SIP000E84C060A6.fixed.cnf", Phone + ".bak", Phone + ".new1"])
            Link(name, target);
        await RingbackProgram.RunAsync("lint", _folder["in"], "--fix");
        await RingbackProgram.RunAsync("lint", _folder["in"], "--fix", "--in-place");
        Untouched();
        Assert.Equal(Broken, File.ReadAllText(_folder["in/" + Phone + ".bak2"]));
        Assert.Contains("proxy1_port:5060", File.ReadAllText(_folder["in/" + Phone]));
    }

    [Theory]
    [InlineData("precious")]
    [InlineData("made")]
    public async Task Generated_configuration_is_not_written_through_links(string target)
    {
        Link(Phone, target);
        Link("SIPDefault.cnf", target);
        string[] arguments = ["configure", "--out", _folder["in"], "--phone", "7960", "--mac", "00:0e:84:c0:60:a6",
            "--to", "sip", "--server", "192.0.2.1", "--line", "201:s3cret:Desk"];
        await RingbackProgram.RunAsync(arguments);
        await RingbackProgram.RunAsync([.. arguments, "--force"]);
        Untouched();
    }

    [Fact]
    public async Task Practice_images_are_not_written_through_links()
    {
        Link(PracticeLoads.Sip + ".sb2", "made");
        await RingbackProgram.RunAsync("library", "practice", PracticeLoads.Sip, "--library", _folder["in"]);
        Untouched();
    }

    [Fact]
    public async Task Load_is_removed_from_a_plain_folder_into_the_trash_and_links_lead_nowhere()
    {
        string root = PracticeLoads.Write(_folder, "in", PracticeLoads.Medium, PracticeLoads.Sip);
        Directory.CreateSymbolicLink(_folder["in/out"], _folder["outside"]);
        (await RingbackProgram.RunAsync("library", "remove", PracticeLoads.Sip, "--library", root)).Expect(0);
        Assert.Empty(Directory.GetFiles(root));
        Assert.Equal(4, Directory.GetFiles(
            Path.Combine(root, ".ringback", "trash"), "*", SearchOption.AllDirectories).Length);
        Untouched();
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(
        _folder["in/" + name], Path.Combine(_folder["outside"], target));

    private void Untouched()
    {
        Assert.Equal(["precious"], Directory.GetFileSystemEntries(_folder["outside"]).Select(Path.GetFileName));
        Assert.Equal("precious", File.ReadAllText(_folder["outside/precious"]));
    }
}
