"""How far off forecasts are: learnt from what would have been said before."""
