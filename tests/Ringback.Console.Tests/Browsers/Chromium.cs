using Microsoft.Playwright;
using Ringback.Console.Tests.Browsers;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Ringback.Console.Tests.Browsers;

/// <summary>The browser of the system, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Starts it.</summary>
    public async ValueTask InitializeAsync()
    {
        string program = Places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("There is no Chromium here: apt-get install chromium.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu"],
        });
    }

    /// <summary>Opens a page of a size, in light or dark.</summary>
    internal async Task<WatchedPage> OpenAsync(Uri address, string path = "/", int width = 1440, int height = 900,
        ColorScheme colours = ColorScheme.Light)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height }, ColorScheme = colours,
            HasTouch = width < 640, ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout((float)Benches.Deadline.Never.TotalMilliseconds);
        WatchedPage page = new(await context.NewPageAsync(), address);
        await page.GoAsync(path);
        return page;
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
