"""Why a forecast is what it is: pieces that add up, and where they come from."""
