using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Playwright;
using Ringback.Catalogue;
using Ringback.Console.Tests.Benches;

namespace Ringback.Console.Tests.Browsers;

/// <summary>A phone asks for a file that nobody has, and somebody at a page says what it gets.</summary>
public sealed class AskedPeopleTests(Chromium chromium)
{
    private static readonly MacAddress Mac = MacAddress.Parse("02AB5C000011");

    [Fact]
    public async Task A_question_waits_for_somebody_and_what_he_says_holds_for_the_next_time()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder.Folder("library"), "my-rings.xml"), "<rings/>", Deadline.Token);
        await using WatchedPage page = await chromium.OpenAsync(console.Address);
        await page.Page.GetByText("Ask me about files that nobody has").ClickAsync();
        await UntilAsync(() => console.Bench.Questions.IsOn);

        using UdpClient phone = Socket(1);
        Assert.Equal(5, (await AskAsync(phone, console, $"CTLSEP{Mac}.tlv"))[1]);
        Task<byte[]> asked = AskAsync(phone, console, "rings.xml");
        ILocator question = page.Page.GetByRole(AriaRole.Alertdialog);
        await question.GetByText("rings.xml").First.WaitForAsync();
        await page.ExpectAccessibleAsync("a question");
        // Others are answered while it waits.
        using UdpClient other = Socket(2);
        Assert.Equal(5, (await AskAsync(other, console, "CTLSEP02AB5C000012.tlv"))[1]);
        Assert.False(asked.IsCompleted);
        await question.GetByRole(AriaRole.Combobox).SelectOptionAsync("my-rings.xml");
        Assert.Equal("<rings/>", Encoding.ASCII.GetString((await asked)[4..]));
        await question.WaitForAsync(new() { State = WaitForSelectorState.Detached });

        Assert.Equal("<rings/>", Encoding.ASCII.GetString((await AskAsync(phone, console, "rings.xml"))[4..]));
        page.ExpectQuiet();
    }

    [Fact]
    public async Task Nobody_is_asked_while_no_page_is_open()
    {
        using ScratchFolder folder = new();
        await using RunningConsole console = await RunningConsole.StartAsync(folder);
        using HttpClient client = new() { BaseAddress = console.Address };
        using StringContent wanted = new("{\"wanted\":true}", Encoding.UTF8, "application/json");
        (await client.PutAsync("/api/questions", wanted, Deadline.Token)).EnsureSuccessStatusCode();
        Assert.False(console.Bench.Questions.IsOn);
        using UdpClient phone = Socket(1);
        await AskAsync(phone, console, $"CTLSEP{Mac}.tlv");
        Assert.Equal(5, (await AskAsync(phone, console, "rings.xml"))[1]);
        Assert.Contains("\"wanted\":true", await client.GetStringAsync("/api/questions", Deadline.Token));
    }

    /// <summary>Each phone has an address of its own.</summary>
    private static UdpClient Socket(int number) => new(new IPEndPoint(IPAddress.Parse($"127.0.5.{number}"), 0));

    /// <summary>The first packet that comes back.</summary>
    private static async Task<byte[]> AskAsync(UdpClient phone, RunningConsole console, string name)
    {
        byte[] request = [0, 1, .. Encoding.ASCII.GetBytes(name), 0, .. "octet"u8, 0];
        await phone.SendAsync(request, new IPEndPoint(IPAddress.Loopback, console.PortOf("tftp")), Deadline.Token);
        UdpReceiveResult answer = await phone.ReceiveAsync(Deadline.Token);
        if (answer.Buffer[1] == 3)
            await phone.SendAsync(new byte[] { 0, 4, 0, 1 }, answer.RemoteEndPoint, Deadline.Token);
        return answer.Buffer;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            Deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
