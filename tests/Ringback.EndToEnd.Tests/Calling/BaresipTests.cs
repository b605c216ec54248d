using System.Text.Json;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Calling;

/// <summary>baresip, a whole phone of others, registers, calls another through us, and hears itself.</summary>
public sealed class BaresipTests
{
    private const string Secret = $";auth_pass={SippDigest.Password}";

    [Theory]
    [InlineData("")]
    [InlineData(";transport=tcp")]
    public async Task What_baresip_says_to_the_echo_comes_back_as_the_same_sound(string transport)
    {
        using ScratchFolder folder = new();
        await using ServeProcess serve = await ServeProcess.StartAsync(folder["data"]);
        string home = folder.Folder("ann");
        Tones.Write(Path.Combine(home, "speak.wav"), 440, 30);
        await using (Baresip ann = Baresip.Start(home, "127.0.0.1", $"127.0.0.1:{serve.Ports["sip"]}", "100",
            transport))
        {
            await ann.SaysAsync("registered successfully");
            await ann.DialAsync($"sip:3246@127.0.0.1:{serve.Ports["sip"]}");
            await serve.SeesAsync("phone-called", e => e.GetProperty("stage").GetString() == "answered");
            await Tones.HeardAsync(home);
            await ann.HangUpAsync();
            JsonElement ended = await serve.SeesAsync(
                "phone-called", e => e.GetProperty("stage").GetString() == "ended");
            Assert.True(ended.GetProperty("seconds").GetDouble() > 0);
        }

        Tones.ExpectTone(home, 440, 880);
    }

    [Theory]
    [InlineData("", ";transport=tcp")]
    [InlineData("", "")]
    public async Task Two_of_them_show_their_passwords_call_each_other_and_hear_the_other_ones_voice(
        string first, string second)
    {
        using ScratchFolder folder = new();
        await using ServeProcess serve = await SippDigest.StartAsync(folder);
        string server = $"127.0.0.1:{serve.Ports["sip"]}", a = folder.Folder("ann"), b = folder.Folder("bob");
        Tones.Write(Path.Combine(a, "speak.wav"), 440, 30);
        Tones.Write(Path.Combine(b, "speak.wav"), 1000, 30);
        await using (Baresip ann = Baresip.Start(a, "127.0.0.1", server, "100", first + Secret))
        await using (Baresip bob = Baresip.Start(b, "127.0.0.1", server, "200", second + Secret))
        {
            await ann.SaysAsync("registered successfully");
            await bob.SaysAsync("registered successfully");
            await ann.DialAsync($"sip:200@{server}");
            JsonElement called = await serve.SeesAsync(
                "phone-called", e => e.GetProperty("stage").GetString() == "answered");
            Assert.Equal("100", called.GetProperty("from").GetString());
            Assert.Equal("200", called.GetProperty("to").GetString());
            await Tones.HeardAsync(a);
            await Tones.HeardAsync(b);
            await bob.HangUpAsync();
            await serve.SeesAsync("phone-called", e => e.GetProperty("stage").GetString() == "ended");
        }

        Tones.ExpectTone(a, 1000, 440);
        Tones.ExpectTone(b, 440, 1000);
    }
}
