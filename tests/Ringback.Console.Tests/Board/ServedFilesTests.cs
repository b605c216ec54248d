using Ringback.Catalogue;
using Ringback.Catalogue.Loads;
using Ringback.Console.Board;
using Ringback.Console.Tests.Benches;
using Ringback.Phones.Cases;

namespace Ringback.Console.Tests.Board;

public sealed class ServedFilesTests
{
    [Theory]
    [InlineData("<sshPassword>geheim</sshPassword>", "<sshPassword>••••</sshPassword>")]
    [InlineData("<authPassword>a b</authPassword><a>x</a>", "<authPassword>••••</authPassword><a>x</a>")]
    [InlineData("line1_password: \"geheim\"", "line1_password: ••••")]
    [InlineData("phone_password = geheim", "phone_password = ••••")]
    [InlineData("image_version: P0S3-8-12-00", "image_version: P0S3-8-12-00")]
    [InlineData("<sshPassword></sshPassword>", "<sshPassword></sshPassword>")]
    public void Passwords_are_masked_and_nothing_else(string text, string shown) =>
        Assert.Equal(shown, ServedFiles.Masked(text));

    [Fact]
    public async Task To_look_at_what_a_phone_would_get_changes_nothing()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(
            folder, new RunningConsoleOptions { Goal = Goal.Of(PhoneProtocol.Sccp) });
        MacAddress mac = console.Plug(1);
        PhoneCase phone = await console.SeesAsync(mac, p => p.Conversion is { Status: ConversionStatus.Proved });
        PhoneCase before = console.Bench.Desk.Cases.Single(c => c.Mac == mac);
        IReadOnlyList<ServedFile> files = ServedFiles.Of(console.Subject, mac);
        Assert.Contains(files, f => f.Name == $"SEP{mac}.cnf.xml"
            && f.Lines.Any(l => l.Text.Contains(phone.Conversion!.Target!, StringComparison.Ordinal)));
        Assert.Same(before, console.Bench.Desk.Cases.Single(c => c.Mac == mac));
    }
}
